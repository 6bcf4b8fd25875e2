//! A written period cut into years and the words between them, in six languages.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::YEARS;
use super::words::{BESIDE, FROM, MONTHS, NO_STATEMENT, NOT_YET, OPEN, PLANS, PROGRESS, TO};
use crate::resolve::name::{without_marks, words};

/// What matters in a written period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// A year within bounds.
    Year(u16),
    /// Two digits after a year and a dash.
    Two(u16),
    /// A dash, "to", "until".
    To,
    /// "From", "since".
    From,
    /// "Open", "present", "onwards".
    Open,
    /// Anything that is not understood.
    Other,
}

/// A piece of the text: digits, letters or a sign, and whether it stands right behind the piece before.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    text: String,
    glued: bool,
}

/// Whether a cell says nothing, or that nothing is known.
pub(in crate::resolve) fn is_no_statement(text: &str) -> bool {
    // `+` and the like are no letters, and no blank either.
    let blank = |c: char| c.is_whitespace() || "-–—?.…*".contains(c);
    let compact = words(text).concat();
    if compact.is_empty() { text.chars().all(blank) } else { NO_STATEMENT.contains(&compact.as_str()) }
}

/// The tokens of a written period, and whether it says that the plan is not there yet.
pub(super) fn tokens(text: &str) -> (Vec<Token>, bool) {
    tokens_until(text, |_| false)
}

/// Whether a text says more than periods do.
pub(super) fn says_more(text: &str) -> bool {
    tokens_until(text, |token| token == Token::Other).0.contains(&Token::Other)
}

/// The tokens up to the first that ends the reading.
fn tokens_until(text: &str, ends: impl Fn(Token) -> bool) -> (Vec<Token>, bool) {
    let pieces = pieces(without_marks(text));
    let mut tokens: Vec<Token> = Vec::new();
    let (mut in_development, mut progress, mut between) = (false, false, false);
    let mut rest = &pieces[..];
    while let Some(first) = rest.first() {
        let taken;
        let mut token = None;
        if let Some((year, length)) = date(rest) {
            (token, taken) = (Some(year.map_or(Token::Other, Token::Year)), length);
        } else if let Some(length) = number_beside(rest) {
            taken = length;
        } else if first.text.starts_with(|c: char| c.is_ascii_digit()) {
            (token, taken) = (Some(number(first, tokens.last())), 1);
        } else if let Some((_, length)) = phrase(rest, NOT_YET) {
            in_development = true;
            taken = length;
        } else if let Some((word, length)) = phrase(rest, FROM) {
            between |= matches!(word, "between" | "entre" | "zwischen" | "tra" | "tra il");
            (token, taken) = (Some(Token::From), length);
        } else if let Some((word, length)) = phrase(rest, OPEN) {
            progress |= PROGRESS.contains(&word);
            (token, taken) = (Some(Token::Open), length);
        } else if let Some((_, length)) = phrase(rest, TO) {
            (token, taken) = (Some(Token::To), length);
        } else if let Some((_, length)) = phrase(rest, BESIDE) {
            taken = length;
        } else {
            let and = between && matches!(first.text.as_str(), "and" | "et" | "y" | "und" | "e");
            let other = match first.text.as_str() {
                "+" | "∞" => Some(Token::Open),
                _ if and => Some(Token::To),
                word if is_month(word) => None,
                _ => Some(Token::Other),
            };
            (token, taken) = (other, 1);
        }
        // "2014 - present (ongoing)" and "2014 -- 2016" say one thing twice.
        let repeated = matches!(token, Some(Token::To | Token::Open)) && tokens.last().copied() == token;
        tokens.extend(token.filter(|_| !repeated));
        if token.is_some_and(&ends) {
            break;
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    // "In progress" after a year is an open period; alone it speaks of the plan.
    if progress && tokens == [Token::Open] {
        return (Vec::new(), true);
    }
    (tokens, in_development)
}

/// Lower case, without accents, dashes made one, cut where the kind of character changes.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut kind = ' ';
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        let c = match c {
            '‐'..='―' | '−' | '﹘' | '－' | '\u{ad}' => '-',
            '\'' | '’' | '\u{a0}' => ' ',
            other => other,
        };
        let now = match c {
            c if c.is_whitespace() => ' ',
            c if c.is_ascii_digit() => '0',
            c if c.is_alphabetic() => 'a',
            _ => '.',
        };
        match pieces.last_mut() {
            Some(last) if now == kind && (now == '0' || now == 'a') => last.text.push(c),
            // Dots in a row are no full stop: what they leave out is not known.
            Some(last) if c == '.' && kind == '.' && last.text.ends_with('.') => last.text.push(c),
            _ if now == ' ' => {}
            _ => pieces.push(Piece { text: c.to_string(), glued: kind != ' ' }),
        }
        kind = now;
    }
    pieces
}

fn year(text: &str) -> Option<u16> {
    if text.len() != 4 {
        return None;
    }
    text.parse().ok().filter(|year| YEARS.contains(year))
}

fn number(piece: &Piece, before: Option<&Token>) -> Token {
    match (year(&piece.text), before) {
        (Some(year), _) => Token::Year(year),
        (None, Some(Token::To)) if piece.text.len() == 2 => {
            piece.text.parse().map_or(Token::Other, Token::Two)
        }
        _ => Token::Other,
    }
}

/// The numbers in front, with what is glued between them: `01`, `/`, `06`, `/`, `2017`.
fn glued_numbers(rest: &[Piece]) -> (Vec<&str>, &str) {
    let mut numbers: Vec<&str> = rest.first().map(|piece| piece.text.as_str()).into_iter().collect();
    let mut sign = "";
    let mut at = 1;
    while let (Some(mark), Some(next)) = (rest.get(at), rest.get(at + 1)) {
        let same = sign.is_empty() || sign == mark.text;
        let joins = matches!(mark.text.as_str(), "/" | "." | "-") && mark.glued && next.glued && same;
        if !joins || !next.text.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        sign = &mark.text;
        numbers.push(&next.text);
        at += 2;
    }
    (numbers, sign)
}

/// A date in digits in front, such as `01/06/2017`, `2017-06-01 00:00:00`, `06/2017`: its year (`None` where the
/// date cannot be) and how many pieces it takes.
fn date(rest: &[Piece]) -> Option<(Option<u16>, usize)> {
    let (numbers, sign) = glued_numbers(rest);
    let small = |text: &str, most: u16| {
        (1..=2).contains(&text.len()) && text.parse().is_ok_and(|n: u16| (1..=most).contains(&n))
    };
    let day_and_month = |a: &str, b: &str| (small(a, 31) && small(b, 12)) || (small(a, 12) && small(b, 31));
    match numbers[..] {
        [first, second, third] if first.len() <= 2 && third.len() == 4 => {
            Some((year(third).filter(|_| day_and_month(first, second)), 5))
        }
        [first, second, third] if first.len() == 4 && second.len() <= 2 && third.len() <= 2 => {
            let fits = small(second, 12) && small(third, 31);
            Some((year(first).filter(|_| fits), 5 + time_of_day(rest.get(5..).unwrap_or_default())))
        }
        // A year that a spreadsheet wrote as a decimal number.
        [first, zeros] if sign == "." && first.len() == 4 && zeros.bytes().all(|b| b == b'0') => {
            Some((year(first), 3))
        }
        [month, last] if month.len() <= 2 && last.len() == 4 => {
            Some((year(last).filter(|_| small(month, 12)), 3))
        }
        _ => None,
    }
}

/// The pieces of `T00:00:00.000Z` in front.
fn time_of_day(rest: &[Piece]) -> usize {
    let letter = usize::from(rest.first().is_some_and(|piece| piece.text == "t"));
    let is_colon = |at: usize| rest.get(at).is_some_and(|piece| piece.text == ":");
    if !is_colon(letter + 1) {
        return 0;
    }
    let clock = rest.iter().skip(letter);
    letter
        + clock
            .take_while(|piece| {
                piece.text.starts_with(|c: char| c.is_ascii_digit())
                    || matches!(piece.text.as_str(), ":" | "." | "z")
            })
            .count()
}

/// A small number in front that belongs to a word: a day beside a month, `2nd`, `NAP 2`, `Q3`.
fn number_beside(rest: &[Piece]) -> Option<usize> {
    let text = |at: usize| rest.get(at).map_or("", |piece| piece.text.as_str());
    let small = |at: usize| (1..=2).contains(&text(at).len()) && text(at).bytes().all(|b| b.is_ascii_digit());
    let glued = |at: usize| rest.get(at).is_some_and(|piece| piece.glued);
    if small(0) {
        let ordinal =
            glued(1) && matches!(text(1), "st" | "nd" | "rd" | "th" | "er" | "e" | "eme" | "o" | "a" | "do");
        let after = 1 + usize::from(ordinal || text(1) == ".");
        // `2. NAP`, as German has it.
        let plan = text(1) == "." && PLANS.contains(&text(2));
        let month =
            is_month(text(after)) || (matches!(text(after), "de" | "of") && is_month(text(after + 1)));
        return (ordinal || month || plan).then_some(after);
    }
    if is_month(text(0)) && small(1) {
        let ordinal = glued(2) && matches!(text(2), "st" | "nd" | "rd" | "th");
        return Some(2 + usize::from(ordinal));
    }
    let numbered = PLANS.contains(&text(0));
    let part = matches!(text(0), "q" | "h") && glued(1) && text(1).len() == 1;
    ((numbered || part) && small(1)).then_some(2)
}

fn is_month(word: &str) -> bool {
    MONTHS.contains(&word)
}

/// The longest of the phrases that stands in front, and how many pieces it takes.
fn phrase(rest: &[Piece], phrases: &[&'static str]) -> Option<(&'static str, usize)> {
    let first = rest.first()?.text.as_bytes();
    // Nearly all phrases begin with another letter.
    let begins = |phrase: &&&str| phrase.as_bytes().first() == first.first();
    let found = phrases.iter().filter(begins).filter_map(|phrase| {
        let mut length = 0;
        let stands = phrase.split(' ').all(|word| {
            length += 1;
            rest.get(length - 1).is_some_and(|piece| piece.text == word)
        });
        stands.then_some((*phrase, length))
    });
    found.max_by_key(|(_, length)| *length)
}
