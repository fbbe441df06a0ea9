//! What a sentence denies of what it is about: `443 is not the port of HTTPS`.

use super::super::groups::{Group, Sort, distance};
use super::super::tokens::Kind;
use super::super::{Claim, Says};
use super::{NEAR, Sentence};

impl Sentence<'_> {
    /// `443 is not the port of HTTPS`: one of them stands behind the denial.
    pub(super) fn deny(&self, holder: &Group, held: &Group, about: &[&Group], claims: &mut Vec<Claim>) {
        let ([subject], [place]) = (holder.members.as_slice(), held.members.as_slice()) else { return };
        let is_between = self.denied[*place] != self.denied[*subject];
        let gap = self.between(holder, held);
        let names = self.name(*subject).map_or_else(|| self.names(about), |name| vec![name]);
        // `DNS never uses UDP port 53`
        let is_of_names =
            self.denied[*place] && self.denied[*subject] && holder.sort == Sort::Port && !names.is_empty();
        let is_asserted = self.asserted[*place] || self.asserted[*subject] || is_of_names;
        if !(is_between || is_of_names) || !is_asserted || distance(gap) > NEAR / 2 {
            return;
        }
        let numbers = self.number(*subject).into_iter().collect();
        let says = match self.tokens[*place].kind {
            Kind::Number(number) => Says::Port { names, number: number.value },
            Kind::Mode(mode) => Says::Mode { names, numbers, mode, each: false },
            Kind::Transport(transport) => Says::Transport { names, numbers, transport },
            _ => return,
        };
        claims.push(Claim { says, is_denied: true, is_inferred: true, ..self.claim(*subject, *place) });
    }
}
