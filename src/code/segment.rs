//! A passage to units: its sentences, list items and cells of tables, in order.
//!
//! Plans are lists more often than prose. An item takes its verb from the line above the list, and a cell of a
//! table takes its meaning from the label of its row; so each unit knows both.

use std::ops::Range;

use super::codebook::Mark;
use super::sentence::Sentence;
use super::signs::{Signs, first_of, trimmed};
use super::tongue::{Role, Tongue};

/// A longer sentence is cut: what it costs to code a passage stays in proportion to its length.
const UNIT_BYTES: usize = 2_000;

/// A longer first cell of a row is no label.
const LABEL_BYTES: usize = 120;

/// A longer beginning of a sentence is no label either.
const SPOKEN_LABEL_BYTES: usize = 48;

/// How a unit stands in the passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A sentence.
    Sentence,
    /// The first sentence of a list item, with its sign: `-`, `•`, `23.`.
    Item,
    /// In a cell of a table with a label, or behind one: `Action 3.2: ...`.
    Cell,
}

/// A sentence, list item or cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its bytes in the passage, without the sign of a list item.
    pub(super) range: Range<usize>,
    /// How it stands there.
    pub(super) form: Form,
    /// The unit that introduces the list.
    pub(super) lead: Option<usize>,
    /// The label of the row of a table, or that which the sentence begins with.
    pub(super) label: Option<Range<usize>>,
}

/// The units of a passage, in order.
pub(super) fn segment(text: &str, tongue: &Tongue) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut lead = None;
    for block in blocks(text) {
        let first = units.len();
        if block.form == Form::Sentence {
            lead = None;
        } else if block.form == Form::Item && lead.is_none() {
            lead = first.checked_sub(1).filter(|at| introduces(text, &units[*at], tongue));
        }
        for (number, range) in sentences(text, block.range).into_iter().enumerate() {
            let form = if number == 0 || block.form == Form::Cell { block.form } else { Form::Sentence };
            let lead = lead.filter(|_| form == Form::Item);
            // The label of a row holds for its cells, whatever they begin with.
            let spoken = block.label.is_none().then(|| spoken_label(text, &range, tongue)).flatten();
            units.push(match spoken {
                Some((label, range)) => Unit { range, form: Form::Cell, lead, label: Some(label) },
                None => Unit { range, form, lead, label: block.label.clone() },
            });
        }
    }
    units
}

/// `Action 3.2: Adopt ...`, `Indicator: number of ...`: the label of a measure's parts, and what it is said of.
fn spoken_label(text: &str, range: &Range<usize>, tongue: &Tongue) -> Option<(Range<usize>, Range<usize>)> {
    let sentence = text.get(range.clone())?;
    let colon = sentence.find(':').filter(|at| *at < SPOKEN_LABEL_BYTES)?;
    let (label, rest) = (trimmed(text, range.start..range.start + colon), range.start + colon + 1..range.end);
    let rest = trimmed(text, rest.clone()).start.max(rest.start)..rest.end;
    // Neither an address nor a time of day.
    let apart = rest.start > range.start + colon + 1;
    let says = text.get(rest.clone())?.contains(char::is_alphabetic);
    let is = || is_label(&Sentence::heading(text.get(label.clone()).unwrap_or_default(), tongue));
    (apart && says && is()).then_some((label, rest))
}

/// Whether a text is the label of a measure, with its number at most: `Action point 9`, and not `Action taken`.
fn is_label(label: &Sentence<'_>) -> bool {
    let number = |at: usize| {
        let word = label.word(at);
        word.len() == 1 || word.chars().all(|c| c.is_ascii_digit() || "ivx".contains(c))
    };
    let numbers = |at: usize| number(at) || ["no", "nr", "point", "punto"].contains(&label.word(at));
    let first = (0..label.tokens.len()).find(|at| !number(*at)).unwrap_or(0);
    let end = label.marks.at(first, Mark::Label);
    end.is_some_and(|end| (end..label.tokens.len()).all(numbers))
}

/// Whether the label of a unit stands in its sentence, before a colon.
fn is_spoken(text: &str, unit: &Unit) -> bool {
    let between = |label: &Range<usize>| text.get(label.end..unit.range.start);
    unit.label.as_ref().and_then(between).is_some_and(|between| between.trim() == ":")
}

/// Whether a list may follow this unit as part of it: `proposes that`, `will:`, `the following steps.`.
fn introduces(text: &str, unit: &Unit, tongue: &Tongue) -> bool {
    let words = &text[unit.range.clone()];
    let open = !words.trim_end_matches(['”', '"', '’', ')']).ends_with(['.', '!', '?', ';']);
    let says = || tongue.tokenize(words).iter().any(|t| tongue.grammar.roles(&t.lower).has(Role::Introduces));
    (unit.form == Form::Sentence || is_spoken(text, unit)) && (open || says())
}

/// A run of lines that belong together.
struct Block {
    range: Range<usize>,
    form: Form,
    label: Option<Range<usize>>,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut label = None;
    let mut open = false;
    for line in LINE_ENDS.parts(text, 0..text.len()) {
        let piece = &text[line.clone()];
        if piece.is_empty() {
            (open, label) = (false, None);
        } else if piece.starts_with('|') || piece.matches('|').count() > 1 {
            label = row(text, line, &mut blocks);
            open = false;
        } else if label.is_some() {
            // The rest of a cell that runs over several lines.
            cell(text, line.clone(), label.as_ref(), &mut blocks);
            if piece.ends_with('|') {
                label = None;
            }
        } else {
            open = prose(text, line, open, &mut blocks);
        }
    }
    blocks
}

static LINE_ENDS: Signs = Signs::new(&['\n', '\r', '\u{2028}', '\u{b}']);
static BARS: Signs = Signs::new(&['|']);
static BULLETS: Signs = Signs::new(&['•', '▪']);
static CELL_BULLETS: Signs = Signs::new(&['×', '•', '▪', '|']);

/// A row of a table: `| label | cell | cell |`. Returns the label if the last cell is still open.
fn row(text: &str, line: Range<usize>, blocks: &mut Vec<Block>) -> Option<Range<usize>> {
    let closed = text[line.clone()].ends_with('|');
    let mut cells: Vec<_> = BARS.parts(text, line).filter(|range| !range.is_empty()).collect();
    // A first cell of many words is a text, and a label would be read again for every cell of its row.
    let labelled = cells.len() > 1 && cells.first().is_some_and(|first| first.len() <= LABEL_BYTES);
    let label = labelled.then(|| cells.remove(0));
    for range in cells {
        cell(text, range, label.as_ref(), blocks);
    }
    label.filter(|_| !closed)
}

/// A cell, cut at its bullets.
fn cell(text: &str, range: Range<usize>, label: Option<&Range<usize>>, blocks: &mut Vec<Block>) {
    for range in CELL_BULLETS.parts(text, range).filter(|range| !range.is_empty()) {
        blocks.push(Block { range, form: Form::Cell, label: label.cloned() });
    }
}

/// A line outside tables: an item, a new paragraph, or the rest of the one before. Tells whether it is open.
fn prose(text: &str, line: Range<usize>, open: bool, blocks: &mut Vec<Block>) -> bool {
    let piece = &text[line.clone()];
    let still_open = !piece.ends_with(['.', ':', ';', '!', '?', '”']);
    let sign = item_sign(piece);
    if sign == 0
        && open
        && piece.chars().next().is_some_and(char::is_lowercase)
        && let Some(last) = blocks.last_mut()
    {
        last.range.end = line.end;
        return still_open;
    }
    // Bullets inside a line: a list whose line breaks were lost.
    for (number, range) in BULLETS.parts(text, line.start + sign..line.end).enumerate() {
        let form = if sign == 0 && number == 0 { Form::Sentence } else { Form::Item };
        if !range.is_empty() {
            blocks.push(Block { range, form, label: None });
        }
    }
    still_open
}

/// The bytes of the sign that makes a line a list item: a bullet, `23.`, `(a)`, `iv)`; 0 where there is none.
fn item_sign(line: &str) -> usize {
    let rest = line.trim_start_matches(['“', '"', '„', '«']);
    let quotes = line.len() - rest.len();
    let Some(first) = rest.chars().next() else { return 0 };
    let after = &rest[first.len_utf8()..];
    // A dash or an `o` is a bullet only before a space: "-based", "of".
    let spaced = "-–—+>o".contains(first) && after.starts_with([' ', '\t', '\u{a0}']);
    let bullet = spaced || "•×◦▪▫►➢✓■□●○‣·*".contains(first);
    let length = if bullet { first.len_utf8() } else { numbering(rest) };
    if length == 0 { 0 } else { quotes + length + space(&rest[length..]) }
}

fn space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The bytes of `23.`, `2.1`, `(a)`, `b)`, `iv.` before a space.
fn numbering(text: &str) -> usize {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let mark = &text[..end];
    let core = mark.trim_start_matches('(').trim_end_matches([')', '.']);
    let marked = mark.len() > core.len() || core.contains('.');
    let digits = core.len() <= 8
        && core.starts_with(|c: char| c.is_ascii_digit())
        && core.chars().all(|c| c.is_ascii_digit() || c == '.');
    let letter = core.len() == 1 && core.chars().all(|c| c.is_ascii_lowercase());
    let roman = core.len() <= 5 && core.chars().all(|c| "ivxIVX".contains(c));
    if marked && !core.is_empty() && end < text.len() && (digits || letter || roman) { end } else { 0 }
}

/// The sentences of a run of text.
fn sentences(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = range.start;
    let mut next = range.start;
    while let Some((at, c)) = may_end(text, start, next..range.end) {
        let end = at + c.len_utf8();
        next = end;
        let long = at - start > UNIT_BYTES && (c.is_whitespace() || at - start > 2 * UNIT_BYTES);
        if long || matches!(c, '.' | '!' | '?' | '…') && ends_sentence(text, start, at, end, range.end) {
            let end = end + closing(&text[end..range.end]);
            found.push(trimmed(text, start..end));
            (start, next) = (end, end);
        }
    }
    found.push(trimmed(text, start..range.end));
    found.retain(|range| text[range.clone()].contains(char::is_alphanumeric));
    found
}

/// The next character that may end the sentence that began at `start`: a sign, or any where it is long.
fn may_end(text: &str, start: usize, mut within: Range<usize>) -> Option<(usize, char)> {
    loop {
        // Most bytes are of letters that end nothing. Where the sentence is long none of them is passed over.
        let long = (start + UNIT_BYTES + 1).max(within.start).min(within.end);
        let bytes = text.as_bytes().get(within.start..long)?;
        let sign = first_of(bytes, [b'.', b'!', b'?', 0xE2]);
        let at = within.start + sign.unwrap_or(bytes.len());
        match text.get(at..within.end) {
            Some(rest) => return rest.chars().next().map(|c| (at, c)),
            // Inside of a character, where a sentence became long.
            None => within.start = at + 1,
        }
    }
}

/// The bytes of quotes and brackets that close with the sentence.
fn closing(text: &str) -> usize {
    text.len() - text.trim_start_matches(['”', '"', '’', ')', ']', '»']).len()
}

/// Whether the stop at `at` ends a sentence: a capital follows, and it is no abbreviation.
fn ends_sentence(text: &str, start: usize, at: usize, end: usize, limit: usize) -> bool {
    // Of all languages that passages are coded in; none is a word that ends sentences in another of them.
    const SHORT: [&str; 48] = [
        "mr", "mrs", "ms", "dr", "prof", "st", "no", "nos", "art", "arts", "sec", "para", "paras", "p", "pp",
        "vol", "fig", "cf", "e.g", "i.e", "etc", "al", "vs", "approx", "inc", "ltd", "co", "corp", "jr",
        "hon", "ed", "ch", "mme", "mlle", "mm", "m", "env", "éd", "sr", "sra", "dra", "núm", "num", "pág",
        "págs", "lic", "ing", "cap",
    ];
    let rest = &text[end..limit];
    let after = &rest[closing(rest)..];
    let next = after.trim_start();
    if next.is_empty() {
        return true;
    }
    let opens = |c: char| c.is_uppercase() || c.is_ascii_digit() || "“\"'‘([«-–•".contains(c);
    if after.len() == next.len() || !next.starts_with(opens) {
        return false;
    }
    let before =
        text[start..at].rsplit(|c: char| c.is_whitespace() || "([“\"".contains(c)).next().unwrap_or("");
    let word = before.to_lowercase();
    // `F. Kennedy`, `U.N. Council`; but a sentence may well end in `plan B.`
    let initial = before.chars().count() == 1 && before.chars().all(char::is_uppercase);
    let number = next.starts_with(|c: char| c.is_ascii_digit());
    let etc = word == "etc" && !number;
    !initial && (etc || !SHORT.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::codebook::builtin;
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        segment(text, builtin().main()).into_iter().map(|unit| &text[unit.range]).collect()
    }

    #[test]
    fn sentences_end_at_stops_and_not_at_abbreviations() {
        let text =
            "Mr. A. Smith of the U.N. spoke (see p. 4). Art. 2.1 applies, e.g. to us. “It will.” Then?";
        assert_eq!(
            cut(text),
            [
                "Mr. A. Smith of the U.N. spoke (see p. 4).",
                "Art. 2.1 applies, e.g. to us.",
                "“It will.”",
                "Then?"
            ]
        );
    }

    #[test]
    fn items_know_the_line_that_introduces_them() {
        let text = "The State will:\n- train judges;\n(b) open offices.\nThis is new.";
        let units = segment(text, builtin().main());
        assert_eq!(cut(text), ["The State will:", "train judges;", "open offices.", "This is new."]);
        assert_eq!(units.iter().map(|u| u.lead).collect::<Vec<_>>(), [None, Some(0), Some(0), None]);
    }

    #[test]
    fn a_sentence_may_begin_with_the_label_of_a_measure() {
        let text = "Action 3.2: Adopt a law. Indicator : audits. Note: see 3:4. Responsible: the Ministry.";
        let labels: Vec<_> =
            segment(text, builtin().main()).into_iter().map(|u| u.label.map(|l| &text[l])).collect();
        assert_eq!(cut(text), ["Adopt a law.", "audits.", "Note: see 3:4.", "Responsible: the Ministry."]);
        assert_eq!(labels, [Some("Action 3.2"), Some("Indicator"), None, None]);
    }

    #[test]
    fn what_says_more_than_a_label_is_a_sentence() {
        for text in [
            "Companies should take steps: complaint offices.",
            "Finland took these measures: a complaint office.",
            "Action taken: a complaint office.",
            "No action on AI: the plan focuses on growth.",
        ] {
            assert_eq!(cut(text), [text]);
        }
        let lead = segment("Action 5: The State will:\n- train judges;", builtin().main());
        assert_eq!(lead.iter().map(|unit| unit.lead).collect::<Vec<_>>(), [None, Some(0)]);
    }

    #[test]
    fn wrapped_lines_are_one_sentence() {
        assert_eq!(cut("The State will\nopen offices."), ["The State will\nopen offices."]);
    }

    #[test]
    fn cells_know_their_label_over_several_lines() {
        let text = "| Expected results | × more audits\n× fewer cases |\n| Lead | Ministry |";
        let labels: Vec<_> =
            segment(text, builtin().main()).into_iter().map(|u| u.label.map(|l| &text[l])).collect();
        assert_eq!(cut(text), ["more audits", "fewer cases", "Ministry"]);
        assert_eq!(labels, [Some("Expected results"), Some("Expected results"), Some("Lead")]);
    }

    proptest! {
        #[test]
        fn every_character_of_a_long_sentence_is_looked_at(text in "[é.!?…a ’一]{0,60}", start in 0_usize..4) {
            // It begins so much earlier that it is long behind the byte `start` of the text.
            let long = |at: usize| at > start;
            let text = format!("{}{text}", " ".repeat(UNIT_BYTES));
            let mut found = Vec::new();
            let mut next = UNIT_BYTES;
            while let Some((at, c)) = may_end(&text, start, next..text.len()) {
                found.push((at, c));
                next = at + c.len_utf8();
            }
            let sign = |c: char| matches!(c, '.' | '!' | '?') || c.encode_utf8(&mut [0; 4]).as_bytes()[0] == 0xE2;
            let all = text.char_indices().filter(|(at, _)| *at >= UNIT_BYTES);
            let expected: Vec<_> = all.filter(|(at, c)| sign(*c) || long(*at - UNIT_BYTES)).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn hostile_text_is_cut_without_loss_of_bounds() {
        let long = "é".repeat(20_000);
        assert!(segment(&long, builtin().main()).iter().all(|u| u.range.len() <= 2 * UNIT_BYTES + 4));
        for odd in ["", "|", "||", "| |\n×", "...", "- ", "(", "•", "| a |\r\n b •"] {
            let _ = segment(odd, builtin().main());
        }
    }
}
