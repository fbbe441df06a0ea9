//! Groups of two sorts that take turns: `SMTP 用 25，IMAP 用 143`, `25 for SMTP, 143 for IMAP`.

use super::super::Claim;
use super::super::groups::{Group, Sort, distance, joins};
use super::super::lexicon::Role;
use super::super::numbers::LONG;
use super::super::tokens::{Kind, Standing};
use super::{FAR, LONGEST_LIST, NEAR, Sentence};

impl Sentence<'_> {
    // Groups of two sorts take turns; those of one sort in a row are one.
    pub(super) fn turns(&self, a: &[&Group], b: &[&Group], about: &[&Group], claims: &mut Vec<Claim>) {
        let mut all: Vec<&Group> = a.iter().chain(b).copied().collect();
        all.sort_by_key(|group| group.first());
        // `implicit TLS on 993 and, for ManageSieve, 4190`: a service between two ports begins something new.
        let has_name = |a: &Group, b: &Group| {
            let between = self.between(a, b);
            a.sort == Sort::Port && between.iter().any(|token| token.name().is_some())
        };
        let runs: Vec<&[&Group]> = all.chunk_by(|a, b| a.sort == b.sort && !has_name(a, b)).collect();
        let is_joined = |at: usize| match (runs.get(at), runs.get(at + 1)) {
            (Some(first), Some(second)) => {
                joins(self.between(first[first.len() - 1], second[0])) && !self.is_lent(first)
            }
            _ => true,
        };
        let mut at = 0;
        while let [first, second, ..] = runs[at..] {
            // `提交 465、IMAP 993、POP3 995`: turns may begin with the second one.
            if is_joined(at) && !is_joined(at + 1) {
                at += 1;
                continue;
            }
            let turn = &runs[at..at + 2];
            at += 2;
            if self.is_heap(first) || self.is_heap(second) {
                continue;
            }
            let gap = self.between(first[first.len() - 1], second[0]);
            let is_sure = turn.iter().copied().flatten().all(|group| self.is_sure(group));
            let far = match is_sure {
                true => FAR,
                // `the SMTP pool uses 20`
                false if turn.iter().copied().flatten().any(|group| self.is_short(group)) => NEAR / 4,
                false => NEAR,
            };
            // `把端口换成 465 或者把加密改成 STARTTLS`
            let is_choice = first[0].sort.max(second[0].sort) == Sort::Mode
                && gap.iter().any(|token| token.kind == Kind::Role(Role::Or));
            // `端口 465 = SSL，其他端口 = STARTTLS`
            let is_of_others = (first[0].sort, second[0].sort) == (Sort::Port, Sort::Mode)
                && gap.iter().any(|token| token.kind == Kind::Role(Role::Ports));
            if distance(gap) > far || is_choice || is_of_others || (joins(gap) && !self.is_lent(first)) {
                continue;
            }
            // `implicit TLS on 465 beside the existing 587`: a way belongs to what is next to it.
            let (first, second) = match (first[0].sort, second[0].sort) {
                (Sort::Mode, Sort::Port) => (first, &second[..1]),
                (Sort::Port, Sort::Mode) => (&first[first.len() - 1..], second),
                _ => (first, second),
            };
            let second = Group::merged(second);
            let merged = Group::merged(first);
            if self.is_equation(first) {
                // `IMAPS 就是 143 上的 IMAP`: what holds for one holds for the other.
                self.pair_all(first, &second, about, claims);
            } else if merged.sort == Sort::Name && self.parts[merged.part].says_shared {
                let each = merged.members.iter().take(LONGEST_LIST).map(|at| merged.only(*at));
                each.for_each(|one| self.pair(&one, &second, about, claims));
            } else {
                // Several names in a row share their ports.
                self.pair(&merged, &second, about, claims);
            }
        }
    }

    // What was borrowed stands in no list with what borrows it.
    fn is_lent(&self, groups: &[&Group]) -> bool {
        groups.iter().any(|group| self.tokens[group.first()].lender.is_some())
    }

    // Numbers or names with nothing between them are no sentence.
    fn is_heap(&self, groups: &[&Group]) -> bool {
        groups.windows(2).any(|pair| self.between(pair[0], pair[1]).is_empty())
    }

    // Whether nobody can take the numbers for anything but ports.
    fn is_sure(&self, group: &Group) -> bool {
        let is_bare = |at: &usize| matches!(self.tokens[*at].kind, Kind::Number(number) if number.standing == Standing::Bare);
        !group.members.iter().any(is_bare)
    }

    // Whether its numbers are of two digits, as most that count something are.
    fn is_short(&self, group: &Group) -> bool {
        group.sort == Sort::Port
            && group.members.iter().all(|at| self.number(*at).is_some_and(|number| number.last < LONG))
    }

    fn is_equation(&self, groups: &[&Group]) -> bool {
        let is = |pair: &[&Group]| {
            let gap = self.between(pair[0], pair[1]);
            gap.iter().any(|token| matches!(token.kind, Kind::Role(role) if role.equates()))
                && distance(gap) == 0
        };
        groups.len() > 1 && groups[0].sort == Sort::Name && groups.windows(2).all(is)
    }
}
