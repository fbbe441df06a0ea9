//! Numbers that belong to something else in sight than what they were tied to.

use super::super::lexicon::Role;
use super::super::tokens::{Kind, Token};
use super::super::vocabulary::{NameId, Number};
use super::super::{Claim, Says};
use super::Sentence;
use super::leftovers::LONGEST_SENTENCE;
use std::ops::Range;

impl Sentence<'_> {
    /// The claims without those that speak of something else.
    pub(super) fn without_those_of_others(&self, claims: Vec<Claim>) -> Vec<Claim> {
        if self.tokens.len() > LONGEST_SENTENCE {
            return claims;
        }
        let is_own = |claim: &&Claim| {
            !self.is_of_other(claim, &claims) && !self.is_corrected(claim, &claims) && !self.is_chosen(claim)
        };
        claims.iter().filter(is_own).cloned().collect()
    }

    // `you point the MySQL driver at 5432, and that is PostgreSQL`: what follows says whose number it is.
    fn is_corrected(&self, claim: &Claim, claims: &[Claim]) -> bool {
        let Says::Port { names, number } = &claim.says else { return false };
        let is_own = |names: &[NameId]| self.vocabulary.judge(names, *number, None) == Number::Own;
        let is_other = |a: &NameId| !names.iter().any(|b| self.vocabulary.share_ports(*a, *b));
        let corrects = |other: &Claim| match &other.says {
            Says::Port { names, .. } => {
                other.place == claim.place
                    && other.subject.start > claim.place.end
                    && is_own(names)
                    && names.iter().all(is_other)
            }
            _ => false,
        };
        let is_before = claim.subject.end < claim.place.start;
        is_before && !is_own(names) && claims.iter().any(corrects)
    }

    // `the proxy "proxy1:1080"`: where somebody serves the web is his own choice.
    fn is_chosen(&self, claim: &Claim) -> bool {
        let Says::Port { names, .. } = &claim.says else { return false };
        let Some(at) = self.tokens.iter().position(|token| token.range == claim.place) else { return false };
        let [.., host, colon] = &self.tokens[..at] else { return false };
        let is_address = colon.kind == Kind::Role(Role::Colon)
            && colon.range.len() == 1
            && host.range.end == colon.range.start
            && colon.range.end == self.tokens[at].range.start;
        is_address && self.vocabulary.may_be_web(names)
    }

    // `HTTPS has 443, and 8080 is registered as http-alt`, `POP2: an older POP, on port 109`: a number that belongs to
    // something else in its part of the sentence, or to the term that is defined, unless that has another one.
    fn is_of_other(&self, claim: &Claim, claims: &[Claim]) -> bool {
        let Says::Port { names, number } = &claim.says else { return false };
        let is_own = |names: &[NameId]| self.vocabulary.judge(names, *number, None) == Number::Own;
        if claim.is_denied || is_own(names) {
            return false;
        }
        let is_tied = |token: &Token| {
            claims.iter().any(|other| matches!(other.says, Says::Port { .. }) && other.subject == token.range)
        };
        let at = |range: &Range<usize>| self.tokens.iter().position(|token| token.range == *range);
        let (subject, place) = (at(&claim.subject), at(&claim.place));
        let owns = |at: usize| {
            let token = &self.tokens[at];
            // `SMTPS runs on 993 and IMAPS upgrades with STARTTLS` goes on with something else.
            let gap = self.tokens.get(place.unwrap_or(at) + 1..at).unwrap_or_default();
            let goes_on = |token: &Token| {
                matches!(token.kind, Kind::Comma | Kind::Role(Role::List | Role::Or | Role::While))
            };
            self.asserted[at]
                && !gap.iter().any(goes_on)
                && token.name().is_some_and(|name| !names.contains(&name) && is_own(&[name]))
                && !is_tied(token)
        };
        // `IMAPS 就是在 143 端口上跑的 IMAP`
        let gap = self.tokens.get(subject.unwrap_or(0)..place.unwrap_or(0)).unwrap_or_default();
        if gap.iter().any(|token| token.kind == Kind::Role(Role::Is)) {
            return false;
        }
        let part = place.and_then(|place| self.part_of(place)).map(|part| self.parts[part].range.clone());
        let has_term = self.tokens.get(1).is_some_and(|colon| colon.kind == Kind::Role(Role::Colon));
        part.into_iter().flatten().chain(has_term.then_some(0)).any(owns)
    }
}
