//! Interface texts, filled in.

use super::{Advice, Chip, Date, Mark};
use crate::base::date;
use crate::base::lang::Lang;
use crate::base::registry;
use crate::query::tracked::Tracked;

/// The interface texts of one language.
#[derive(Debug)]
pub struct Words<'a> {
    lang: Lang,
    site: &'a Tracked<'a>,
}

impl<'a> Words<'a> {
    /// Takes the texts of a language.
    pub fn new(lang: Lang, site: &'a Tracked<'a>) -> Words<'a> {
        Words { lang, site }
    }

    /// A text as it is.
    pub fn text(&self, key: &str) -> &'a str {
        &self.site.string(self.lang, key).other
    }

    /// A text with its places filled in.
    pub fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        fill(self.text(key), places)
    }

    /// A text as HTML, with HTML in its places.
    pub fn fill_html(&self, key: &str, places: &[(&str, &str)]) -> String {
        fill(&super::escape(self.text(key)), places)
    }

    /// A text about a number of things.
    pub fn count(&self, key: &str, number: usize) -> String {
        let pattern = self.site.string(self.lang, key);
        let text = if number == 1 { &pattern.one } else { &pattern.other };
        fill(text, &[("n", &number.to_string())])
    }

    /// Several things in one breath.
    pub fn list(&self, things: &[String]) -> String {
        things.join(match self.lang {
            Lang::Zh => "、",
            Lang::En => ", ",
        })
    }

    /// A date.
    pub fn date(&self, date: date::Date) -> Date {
        let month = self.text(&format!("month.{}", date.month));
        let places = [("year", &*date.year.to_string()), ("month", month), ("day", &*date.day.to_string())];
        Date { iso: date.to_string(), text: self.fill("date", &places), due: None }
    }

    /// A number or range; ranges take the en dash of running text.
    pub fn number(&self, number: registry::PortNumber) -> String {
        number.to_string().replace('-', "–")
    }

    /// An encryption mode.
    pub fn chip(&self, mode: registry::Encryption) -> Chip {
        Chip { kind: mode.word(), text: self.text(&format!("encryption.{mode}")).to_string() }
    }

    /// A verdict.
    pub fn verdict(&self, verdict: registry::Verdict) -> Mark {
        Mark { verdict: verdict.word(), text: self.text(&format!("advice.{verdict}")).to_string() }
    }

    /// A verdict with its reason.
    pub fn advice(&self, advice: &registry::Advice) -> Advice {
        Advice { mark: self.verdict(advice.verdict), reason: advice.reason.get(self.lang).clone() }
    }

    /// The state of a registration.
    pub fn status(&self, status: registry::Status) -> Chip {
        Chip { kind: status.word(), text: self.text(&format!("status.{status}")).to_string() }
    }

    /// Who connects.
    pub fn direction(&self, direction: registry::Direction) -> Chip {
        Chip { kind: direction.word(), text: self.text(&format!("direction.{direction}")).to_string() }
    }

    /// The name of a family.
    pub fn family(&self, family: &registry::FamilyId) -> &'a str {
        self.text(&format!("family.{family}"))
    }

    /// Transports as people write them.
    pub fn transports(&self, transports: &[registry::Transport]) -> String {
        let names: Vec<String> = transports.iter().map(|transport| transport.word().to_uppercase()).collect();
        self.list(&names)
    }
}

fn fill(pattern: &str, places: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let found = after.split_once('}').and_then(|(name, behind)| {
            let (_, value) = places.iter().find(|(place, _)| *place == name)?;
            Some((value, behind))
        });
        match found {
            Some((value, behind)) => {
                text.push_str(value);
                rest = behind;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once_and_values_are_never_read_as_patterns() {
        assert_eq!(
            fill("{number} 端口：{name}", &[("number", "25"), ("name", "{number}")]),
            "25 端口：{number}"
        );
        assert_eq!(fill("a {unknown} b", &[]), "a {unknown} b");
    }
}
