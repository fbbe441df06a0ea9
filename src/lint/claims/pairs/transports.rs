//! Transports: each stands at its port or name, or in a part that says no more than it.

use super::super::Claim;
use super::super::groups::{Group, Sort, distance, joins};
use super::super::lexicon::Role;
use super::super::parts::Before;
use super::super::tokens::Kind;
use super::{LONGEST_LIST, NEAR, Sentence};

impl Sentence<'_> {
    /// The transports of a part; `own` are its groups, `ports` those of them that are ports, and `subject` is what it
    /// is about.
    pub(super) fn transports(
        &self,
        part: usize,
        (own, ports, subject): (&[&Group], &[&Group], &[&Group]),
        before: &Before<'_>,
        claims: &mut Vec<Claim>,
    ) {
        let start = |group: &Group| &self.tokens[self.parts[part].range.start..group.first()];
        // `falls back to TCP 443`
        let is_choice = |transport: &&Group| self.otherwise.is_some_and(|at| at < transport.first());
        let is_meant = |group: &&Group| group.sort == Sort::Transport && !self.is_listed && !is_choice(group);
        for transport in own.iter().copied().filter(is_meant) {
            // `收信用 110、143，发信用 25，以上全部为 UDP`
            if self.parts[part].says_each && own.len() == 1 {
                let all = before.ports.iter().rev().take(LONGEST_LIST);
                all.for_each(|port| self.pair(port, transport, &[], claims));
                continue;
            }
            // `4190 上传，该端口走 UDP`
            let leans =
                matches!(start(transport), [it, ..] if matches!(it.kind, Kind::Role(Role::It | Role::Its)));
            if let ([only], true) = (own, leans && distance(start(transport)) == 0)
                && let Some(port) = before.ports.last()
            {
                self.pair(port, only, before.name.as_slice(), claims);
            }
            // `HTTP/3 …, and therefore 443 over TCP`, and not `its predecessors over TCP`
            let is_same = !start(transport).iter().any(|token| token.kind == Kind::Role(Role::Its));
            let named = before.name.filter(|_| subject.is_empty() && is_same);
            let about = named.as_ref().map_or(subject, std::slice::from_ref);
            self.transport(transport, (ports, subject, about), claims);
        }
    }

    // A transport stands at its port or name: `143/udp`, `UDP 143`, `IMAP 走 UDP`.
    fn transport(
        &self,
        transport: &Group,
        (ports, subject, about): (&[&Group], &[&Group], &[&Group]),
        claims: &mut Vec<Claim>,
    ) {
        // One transport in a sentence without ports belongs to what it names.
        let far = if self.has_one_transport && ports.is_empty() { NEAR } else { 0 };
        let near = |others: &[&Group]| {
            let behind = others.partition_point(|other| other.first() < transport.first());
            let beside = others[behind.saturating_sub(1)..others.len().min(behind + 1)].iter().copied();
            let is_near = |other: &&Group| {
                let gap = self.between(other, transport);
                distance(gap) <= far && !joins(gap)
            };
            beside.filter(is_near).min_by_key(|other| self.between(other, transport).len()).cloned()
        };
        if let Some(port) = near(ports) {
            self.pair(&port, transport, about, claims);
        } else if let (true, Some(name)) = (ports.is_empty(), near(subject))
            && !self.between(&name, transport).is_empty()
        {
            self.pair(&name, transport, &[], claims);
        }
    }
}
