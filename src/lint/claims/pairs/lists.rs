//! Lists that belong together in their order, and what stands in parentheses behind a mention.

use super::super::Claim;
use super::super::groups::{Group, Sort, distance};
use super::super::lexicon::Role;
use super::super::tokens::{Kind, Token};
use super::{LONGEST_LIST, NEAR, Sentence};

impl Sentence<'_> {
    /// `SMTP 和 IMAP 分别用 25 和 143`: two lists of one length, wherever they stand.
    pub(super) fn in_order(&self, bound: &mut [bool], claims: &mut Vec<Claim>) {
        let is_cue = |token: &Token| token.kind == Kind::Role(Role::Respectively);
        if !self.tokens.iter().any(is_cue) {
            return;
        }
        let lists: Vec<usize> =
            (0..self.groups.len()).filter(|at| self.groups[*at].members.len() > 1).collect();
        for pair in lists.windows(2) {
            let (a, b) = (&self.groups[pair[0]], &self.groups[pair[1]]);
            let fits = a.members.len() == b.members.len() && a.sort != b.sort;
            if !fits || bound[pair[0]] || bound[pair[1]] {
                continue;
            }
            (bound[pair[0]], bound[pair[1]]) = (true, true);
            for (first, second) in a.members.iter().zip(&b.members) {
                self.pair(&a.only(*first), &b.only(*second), &[], claims);
            }
        }
        // A list whose counterpart is not understood says nothing.
        lists.into_iter().for_each(|list| bound[list] = true);
    }

    /// `SMTP（25）`, `465 (SSL/TLS)`: what stands in parentheses belongs to what stands before them.
    pub(super) fn in_parentheses(&self, bound: &mut [bool], claims: &mut Vec<Claim>) {
        for at in 1..self.groups.len() {
            let (before, group) = (&self.groups[at - 1], &self.groups[at]);
            // `SMTPS (port 465)`, `993 读信（IMAP）`
            let gap = &self.tokens[before.last() + 1..group.first().max(before.last() + 1)];
            let is_errand = |token: &&Token| matches!(token.kind, Kind::Role(Role::Errand(_)));
            let opens = gap.iter().find(|token| !is_errand(token));
            let is_beside = opens.is_some_and(|open| open.kind == Kind::Open) && distance(gap) <= NEAR / 2;
            if !is_beside || bound[at] || gap.iter().any(|token| token.kind == Kind::Close) {
                continue;
            }
            let paren = self.tokens[group.first()].paren;
            let inside: Vec<&Group> = self.groups[at..]
                .iter()
                .take_while(|other| self.tokens[other.first()].paren == paren)
                .take(LONGEST_LIST)
                .collect();
            let has = |sort: Sort| inside.iter().any(|other| other.sort == sort);
            // `465 (STARTTLS on 587)`, `STARTTLS (TLS on 465)`: they have ports and ways of their own.
            let is_own = has(Sort::Port) && has(Sort::Mode);
            if before.sort == group.sort && !is_own {
                continue;
            }
            // `110/995 (SSL)`: the last one of several ports, and `143/993 (STARTTLS, TLS)` says which ways there are.
            let last = before.only(before.last());
            let is_several = before.members.len() > 1 && before.sort == Sort::Port;
            let before = if is_several { &last } else { before };
            for (offset, other) in inside.iter().enumerate() {
                bound[at + offset] = true;
                let has_own = match (before.sort, other.sort) {
                    (Sort::Port, Sort::Mode) if is_several && other.members.len() > 1 => true,
                    (Sort::Port, _) => has(Sort::Port),
                    (Sort::Mode, Sort::Port) => is_own,
                    _ => false,
                };
                if other.sort != before.sort && !has_own {
                    self.pair(before, other, &inside[..offset], claims);
                }
            }
            match inside.as_slice() {
                [first, second] => self.pair(first, second, &[before], claims),
                // `STARTTLS (143 for IMAP, 587 for SMTP)`
                _ => {
                    let of = |sort: Sort| -> Vec<&Group> {
                        inside.iter().copied().filter(|other| other.sort == sort).collect()
                    };
                    self.turns(&of(Sort::Name), &of(Sort::Port), &[before], claims);
                    self.turns(&of(Sort::Port), &of(Sort::Mode), &[before], claims);
                }
            }
            // `IMAP SSL/TLS（993）`
            let named = at.checked_sub(2).map(|name| &self.groups[name]);
            let named = named.filter(|name| {
                name.sort == Sort::Name
                    && before.sort == Sort::Mode
                    && name.last() + 1 == before.first()
                    && inside.len() == 1
            });
            if let (Some(name), [port]) = (named, inside.as_slice())
                && port.sort == Sort::Port
            {
                self.pair(name, port, &[], claims);
            }
            // It has its port; the next one belongs to something else: `SSH（22）或网页（443）`.
            bound[at - 1] |= before.sort == Sort::Name && inside.iter().any(|other| other.sort == Sort::Port);
        }
    }
}
