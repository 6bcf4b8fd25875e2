//! Text to words. Addresses (URLs, e-mail) give no words at all: what stands in them earns nothing.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::tongue::Plural;

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Spaces, hyphens, quotes, slashes: a phrase may run across.
    Soft,
    /// A comma.
    Comma,
    /// Brackets and dashes.
    Bracket,
    /// A semicolon, colon, full stop, bar or an address.
    Hard,
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token<'a> {
    /// Its bytes in the text, without a possessive ending.
    pub(super) range: Range<usize>,
    /// Lower case, compatibility forms composed.
    pub(super) lower: Cow<'a, str>,
    /// At least two letters, and all of them capitals (a plural `s` apart): `ICT`, `NCPs`.
    pub(super) capitals: bool,
    /// Begins with a capital.
    pub(super) capital: bool,
    /// What stands before it.
    pub(super) gap: Gap,
}

impl Token<'_> {
    /// The singular forms that this word may be a plural of; the word itself is not among them.
    pub(super) fn singulars(&self, plurals: &[Plural]) -> impl Iterator<Item = Cow<'_, str>> {
        // `AIs` is a plural of a short word; `its` and `has` are none.
        let least = if self.capitals { 2 } else { 3 };
        plurals.iter().filter_map(move |plural| {
            let stem = self.lower.strip_suffix(plural.from.as_str())?;
            let doubled = plural.to.is_empty() && stem.ends_with(&plural.from);
            let long = stem.chars().count() + plural.to.chars().count() >= least;
            (long && !doubled).then(|| match plural.to.as_str() {
                "" => Cow::Borrowed(stem),
                to => Cow::Owned(format!("{stem}{to}")),
            })
        })
    }
}

/// Short words of Romance languages that lose their vowel before another.
const ELISIONS: [&str; 13] =
    ["l", "d", "qu", "s", "n", "j", "c", "m", "t", "lorsqu", "puisqu", "jusqu", "quoiqu"];

/// Whether the text is such a short word with its apostrophe: `l'`, `qu’`.
pub(super) fn is_elision(text: &str) -> bool {
    let word = text.trim_end_matches(['\'', '’']).to_lowercase();
    word.len() < text.len() && ELISIONS.contains(&word.as_str())
}

/// The words of a text, in order. With `elides`, `l'accès` is two words.
pub(super) fn tokenize(text: &str, elides: bool) -> Vec<Token<'_>> {
    // A word and what parts it from the next take about so many bytes.
    let mut tokens = Vec::with_capacity(text.len() / 6 + 1);
    tokens.extend(Tokens::of(text, elides));
    tokens
}

/// The words of a text, one after the other.
pub(super) struct Tokens<'a> {
    text: &'a str,
    elides: bool,
    /// Where the next word is looked for, and what stood before it so far.
    at: usize,
    gap: Gap,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(text: &'a str, elides: bool) -> Self {
        Self { text, elides, at: 0, gap: Gap::Hard }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    #[inline]
    fn next(&mut self) -> Option<Token<'a>> {
        let run = Run::at(self.text, self.at);
        self.alone(&run).or_else(|| self.among_signs(run))
    }
}

impl<'a> Tokens<'a> {
    /// A word alone between blanks, or with one sign behind it, which is no address. Most words are alone.
    #[inline]
    fn alone(&mut self, run: &Run<'a>) -> Option<Token<'a>> {
        if run.word.is_empty() {
            return None;
        }
        let mut end = self.at + run.word.len();
        let (mut next, mut gap) = (run.next, Gap::Soft);
        if let Some(sign) = run.next.filter(|next| !is_space(*next)) {
            next = self.text.as_bytes().get(end + 1).copied();
            if !b",.;:)!?".contains(&sign) || next.is_some_and(|behind| !is_space(behind)) {
                return None;
            }
            gap = gap_of(char::from(sign));
            end += 1;
        }
        let token = run.token(self.at, self.gap);
        // The blank behind it changes no gap.
        self.at = end + usize::from(next.is_some());
        self.gap = gap;
        Some(token)
    }

    /// The next word where a sign stands before it or behind it.
    fn among_signs(&mut self, mut run: Run<'a>) -> Option<Token<'a>> {
        let text = self.text;
        loop {
            let (at, gap) = (self.at, self.gap);
            let first = first_char(text, at)?;
            if starts_chunk(text, at)
                && let Some(length) = address_length(&text[at..])
            {
                self.at += length;
                self.gap = Gap::Hard;
            } else if is_alphanumeric(first) {
                let (token, end) = word_at(text, at, &run, gap, self.elides);
                self.at = end;
                self.gap = Gap::Soft;
                return Some(token);
            } else {
                self.gap = gap.max(gap_of(first));
                self.at += first.len_utf8();
            }
            run = Run::at(text, self.at);
            if let Some(token) = self.alone(&run) {
                return Some(token);
            }
        }
    }
}

/// The character at `at`; most are ASCII, and need no decoding.
fn first_char(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() { Some(char::from(byte)) } else { text.get(at..)?.chars().next() }
}

fn gap_of(c: char) -> Gap {
    match c {
        ',' => Gap::Comma,
        '(' | ')' | '[' | ']' | '{' | '}' | '–' | '—' => Gap::Bracket,
        ';' | ':' | '.' | '?' | '!' | '|' | '…' | '•' | '×' => Gap::Hard,
        _ => Gap::Soft,
    }
}

/// Whether a run of characters without a space begins here.
fn starts_chunk(text: &str, at: usize) -> bool {
    match at.checked_sub(1).and_then(|before| text.as_bytes().get(before)) {
        Some(byte) if byte.is_ascii() => is_space(*byte) || b"([<{\"':".contains(byte),
        _ => text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "“‘".contains(c)),
    }
}

/// White space among the bytes of ASCII.
fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// Whether the text begins with a run of ASCII without the signs that each form of address has one of: most words do,
/// and are not looked at further.
fn is_no_address(text: &str) -> bool {
    let ends =
        |byte: &u8| is_space(*byte) || matches!(byte, b'<' | b'>' | b'"' | b'.' | b'@' | b':' | 0x80..);
    // No more is looked at in a text without a space.
    let end = text.as_bytes().iter().take(2048).find(|byte| ends(byte));
    end.is_none_or(|byte| is_space(*byte) || matches!(byte, b'<' | b'>' | b'"'))
}

/// The bytes of the address that the text begins with: a URL, a domain with a path, an e-mail address.
fn address_length(text: &str) -> Option<usize> {
    if is_no_address(text) {
        return None;
    }
    // A bound keeps a megabyte without a space from being looked at once a character.
    let end = text
        .char_indices()
        .take(2048)
        .find(|(_, c)| c.is_whitespace() || "<>“”\"".contains(*c))
        .map_or_else(|| text.char_indices().nth(2048).map_or(text.len(), |(at, _)| at), |(at, _)| at);
    let chunk = text[..end].trim_end_matches(|c: char| ".,;:)]}'’".contains(c));
    // The last word of a sentence, and one with an accent, are none.
    if !chunk.bytes().any(|byte| matches!(byte, b'.' | b'@' | b':')) {
        return None;
    }
    let lower = chunk.to_ascii_lowercase();
    let email = lower.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    let url = lower.contains("://") || lower.starts_with("www.") || lower.starts_with("mailto:");
    (url || email || is_domain(&lower)).then_some(chunk.len())
}

/// `privacy.example.org/remedy`, but not `U.K.` and not `sentence.Next`.
fn is_domain(chunk: &str) -> bool {
    const ENDINGS: [&str; 14] = [
        "org", "com", "net", "int", "gov", "eu", "info", "edu", "example", "io", "html", "htm", "pdf", "aspx",
    ];
    let host = chunk.split(['/', '?', '#']).next().unwrap_or_default();
    let mut labels = host.rsplit('.');
    let last = labels.next().unwrap_or_default();
    let has_more = labels.next().is_some_and(|label| !label.is_empty());
    let country = last.len() == 2 && chunk.len() > host.len() && last.bytes().all(|b| b.is_ascii_lowercase());
    has_more && (ENDINGS.contains(&last) || country)
}

/// The word that begins at `at` and where the next thing begins.
fn word_at<'t>(text: &'t str, at: usize, run: &Run<'t>, gap: Gap, elides: bool) -> (Token<'t>, usize) {
    if run.is_word() {
        return (run.token(at, gap), at + run.word.len());
    }
    let mut end = at;
    let mut letters = text[at..].char_indices().peekable();
    while let Some((offset, c)) = letters.next() {
        let inner = matches!(c, '\'' | '’') && letters.peek().is_some_and(|(_, next)| is_alphanumeric(*next));
        // Combining marks and soft hyphens belong to the word that they stand in.
        if !(is_alphanumeric(c) || inner || is_mark(c)) {
            break;
        }
        end = at + offset + c.len_utf8();
        if elides && inner && is_elision(&text[at..end]) {
            break;
        }
    }
    let whole = &text[at..end];
    let word = ["'s", "’s", "'S", "’S"].iter().find_map(|s| whole.strip_suffix(s)).unwrap_or(whole);
    let lower = if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        word.nfkc().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase).map(straight).collect()
    };
    let lower = Cow::Owned(lower);
    let stem = word.strip_suffix('s').filter(|stem| stem.len() > 1).unwrap_or(word);
    let capitals = stem.chars().filter(|c| c.is_alphabetic()).count() > 1
        && stem.chars().all(|c| !c.is_alphabetic() || c.is_uppercase());
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    (Token { range: at..at + word.len(), lower, capitals, capital, gap }, end)
}

/// Letters and digits of ASCII in a row.
struct Run<'t> {
    word: &'t str,
    /// How many of them are capitals, and how many are small letters.
    upper: usize,
    lower: usize,
    /// What follows.
    next: Option<u8>,
}

impl<'t> Run<'t> {
    #[inline]
    fn at(text: &'t str, at: usize) -> Self {
        let bytes = text.as_bytes().get(at..).unwrap_or_default();
        let (mut length, mut upper, mut lower) = (0, 0, 0);
        loop {
            // Most words are small letters and nothing else.
            let small = small_letters(bytes.get(length..).unwrap_or_default());
            lower += small;
            length += small;
            match bytes.get(length) {
                Some(b'A'..=b'Z') => upper += 1,
                Some(b'0'..=b'9') => {}
                _ => break,
            }
            length += 1;
        }
        let word = text.get(at..at + length).unwrap_or_default();
        Self { word, upper, lower, next: bytes.get(length).copied() }
    }

    /// Whether it is a whole word: what follows is ASCII too, and no apostrophe.
    fn is_word(&self) -> bool {
        self.next.is_none_or(|next| next.is_ascii() && next != b'\'')
    }

    /// The token of such a word, as [`word_at`] makes it of any.
    #[inline]
    fn token(&self, at: usize, gap: Gap) -> Token<'t> {
        let word = self.word;
        let plural = usize::from(word.len() > 2 && word.as_bytes().last() == Some(&b's'));
        Token {
            range: at..at + word.len(),
            lower: if self.upper > 0 { Cow::Owned(word.to_ascii_lowercase()) } else { Cow::Borrowed(word) },
            capitals: self.upper > 1 && self.lower == plural,
            capital: word.as_bytes().first().is_some_and(u8::is_ascii_uppercase),
            gap,
        }
    }
}

/// How many small letters of ASCII the bytes begin with. Eight are looked at at once.
#[inline]
fn small_letters(bytes: &[u8]) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let mut count = 0;
    while let Some(eight) = bytes.get(count..).and_then(|rest| rest.first_chunk()) {
        let eight = u64::from_le_bytes(*eight);
        let low = eight & !HIGH;
        // The high bit of each byte: whether it is `a` or behind it, and whether it is behind `z`.
        let (from_a, behind_z) =
            (low + (0x80 - u64::from(b'a')) * EACH, low + (0x7f - u64::from(b'z')) * EACH);
        let others = (!from_a | behind_z | eight) & HIGH;
        if others != 0 {
            return count + others.trailing_zeros() as usize / 8;
        }
        count += 8;
    }
    let rest = bytes.get(count..).unwrap_or_default();
    count + rest.iter().take_while(|byte| byte.is_ascii_lowercase()).count()
}

/// Whether it is a letter or a digit. The dashes and quotation marks of running text are neither, and need no looking up.
fn is_alphanumeric(c: char) -> bool {
    !matches!(c, '\u{2000}'..='\u{206F}') && c.is_alphanumeric()
}

fn straight(c: char) -> char {
    if c == '’' { '\'' } else { c }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn is_mark(c: char) -> bool {
    is_invisible(c) || matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_and_digits_are_those_of_unicode() {
        assert!(('\0'..=char::MAX).all(|c| is_alphanumeric(c) == c.is_alphanumeric()));
    }

    fn words(text: &str) -> Vec<String> {
        tokenize(text, false).into_iter().map(|t| t.lower.into_owned()).collect()
    }

    #[test]
    fn addresses_give_no_words() {
        let text = "See https://privacy.example.org/a-b (or www.remedy.example), ict@remedy.example. Done";
        assert_eq!(words(text), ["see", "or", "done"]);
        assert_eq!(words("at example.org/privacy today"), ["at", "today"]);
        assert_eq!(words("the U.K. and e.g. this"), ["the", "u", "k", "and", "e", "g", "this"]);
    }

    #[test]
    fn possessives_marks_and_hyphens_do_not_hide_a_word() {
        assert_eq!(
            words("The State’s cyber-security; re\u{ad}medy"),
            ["the", "state", "cyber", "security", "remedy"]
        );
        assert_eq!(words("de\u{301}cret"), ["décret"]);
    }

    #[test]
    fn a_plain_word_is_read_as_any_other() {
        // An apostrophe after it sends a word the long way round.
        for word in ["ICT", "NCPs", "AIs", "As", "s", "ss", "A", "aB", "A1", "12", "B2Bs", "the", "Its", "5G"]
        {
            let (short, long) = (format!("{word} x"), format!("{word}' x"));
            assert!(Run::at(&short, 0).is_word() && !Run::at(&long, 0).is_word());
            assert_eq!(tokenize(&short, false)[0], tokenize(&long, false)[0], "{word}");
        }
    }

    proptest! {
        #[test]
        fn small_letters_are_counted_to_the_first_other_byte(bytes in "[a-z]{0,20}([@`{A-Z0-9 é’]|\\PC)?[a-z]{0,9}") {
            let expected = bytes.bytes().take_while(u8::is_ascii_lowercase).count();
            prop_assert_eq!(small_letters(bytes.as_bytes()), expected);
        }
    }

    #[test]
    fn plurals_lead_to_their_singulars() {
        let rules = ["ies>y", "xes>x", "s"].map(|rule| Plural::parse(rule).unwrap());
        let singulars =
            |word: &str| tokenize(word, false)[0].singulars(&rules).map(Cow::into_owned).collect::<Vec<_>>();
        assert_eq!(singulars("technologies"), ["technology", "technologie"]);
        assert_eq!(singulars("boxes"), ["box", "boxe"]);
        assert!(singulars("access").is_empty());
    }

    #[test]
    fn elided_words_are_words_of_their_own_where_the_language_has_them() {
        let cut = |text| tokenize(text, true).into_iter().map(|t| t.lower).collect::<Vec<_>>();
        assert_eq!(
            cut("L’accès d'un État qu'aujourd'hui"),
            ["l'", "accès", "d'", "un", "état", "qu'", "aujourd'hui"]
        );
        assert_eq!(words("doesn't l'accès"), ["doesn't", "l'accès"]);
    }

    proptest! {
        #[test]
        fn a_word_with_one_sign_behind_it_is_read_as_any_other(
            text in r#"(([A-Za-z0-9]{1,9}|www|U|K|org|http|l)([,.;:)!?'@/]|’s|[ \n]){1,3}|[(“é-]){0,12}"#,
        ) {
            // The long way round: every character is asked whether an address begins there.
            let slow = |text: &str| {
                let (mut tokens, mut at, mut gap) = (Vec::new(), 0, Gap::Hard);
                while let Some(first) = first_char(text, at) {
                    if let Some(length) = address_length(&text[at..]).filter(|_| starts_chunk(text, at)) {
                        (at, gap) = (at + length, Gap::Hard);
                    } else if first.is_alphanumeric() {
                        let (token, end) = word_at(text, at, &Run::at(text, at), gap, true);
                        (at, gap) = (end, Gap::Soft);
                        tokens.push(token);
                    } else {
                        (at, gap) = (at + first.len_utf8(), gap.max(gap_of(first)));
                    }
                }
                format!("{tokens:?}")
            };
            prop_assert_eq!(format!("{:?}", tokenize(&text, true)), slow(&text));
        }
    }

    #[test]
    fn capitals_are_told_from_a_capital() {
        let tokens = tokenize("ICTs and Ict and AI", false);
        assert_eq!(tokens.iter().map(|t| t.capitals).collect::<Vec<_>>(), [true, false, false, false, true]);
    }
}
