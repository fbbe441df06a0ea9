//! Words for ports that say how they are encrypted: `加密端口`, `the plain one`.

use super::super::groups::{Group, Sort, distance};
use super::super::lexicon::{Mode, Role};
use super::super::parts::is_port_noun;
use super::super::tokens::{Kind, Token};
use super::super::{Claim, Says};
use super::{LONGEST_LIST, NEAR, Sentence};

impl Sentence<'_> {
    /// `IRC 的加密端口是 6697`: the word port says how the port is encrypted.
    pub(super) fn tls_ports(
        &self,
        part: usize,
        ports: &[&Group],
        subject: &[&Group],
        claims: &mut Vec<Claim>,
    ) {
        let mut start = self.parts[part].range.start;
        for port in ports {
            let gap = &self.tokens[start..port.first()];
            start = port.last() + 1;
            let way = |token: &Token| match token.kind {
                Kind::Role(Role::TlsPort(mode)) => Some(mode),
                _ => None,
            };
            let found = gap.iter().enumerate().rev().find_map(|(at, token)| Some((at, way(token)?)));
            // `993 是明文端口`
            let own = &self.tokens[port.last() + 1..self.parts[part].range.end];
            let behind = || {
                let is = |token: &Token| {
                    matches!(
                        token.kind,
                        Kind::Role(Role::Is | Role::Article | Role::Glue | Role::Port) | Kind::Name(_)
                    )
                };
                let word = own.iter().position(|token| !is(token))?;
                let says = own[..word].iter().any(|token| token.kind == Kind::Role(Role::Is));
                let is_end = own[word + 1..].iter().all(|token| Sort::of(token).is_none());
                Some((port.last() + 1 + word, way(&own[word]).filter(|_| says && is_end)?))
            };
            let (gap, mode, place) = match (found, behind()) {
                (Some((word, mode)), _) => (&gap[word..], mode, None),
                (None, Some((word, mode))) => (&gap[gap.len()..], mode, Some(word)),
                (None, None) => continue,
            };
            if distance(gap) <= NEAR
                && gap.iter().all(|token| Sort::of(token).is_none_or(|sort| sort == Sort::Name))
            {
                let names = self.names(subject);
                let way = |number| match self.vocabulary.is_plain_form(number) {
                    true if mode == Mode::Encrypted && port.members.len() == 1 => Mode::Implicit,
                    _ => mode,
                };
                for at in port.members.iter().copied().filter(|at| self.asserted[*at]).take(LONGEST_LIST) {
                    let Some(number) = self.number(at) else { continue };
                    let (numbers, mode) = (vec![number], way(number));
                    let says = Says::Mode { names: names.clone(), numbers, mode, each: false };
                    claims.push(Claim { says, ..self.claim(at, place.unwrap_or(at)) });
                }
            }
        }
    }

    /// `隐式 TLS 的端口：提交 465、IMAP 993、POP3 995`: a list of ports below their way of encryption.
    pub(super) fn headed_by_way(&self, own: &[&Group], claims: &mut Vec<Claim>) {
        let [mode, rest @ ..] = own else { return };
        let (Sort::Mode, Some(next)) = (mode.sort, rest.first()) else { return };
        let gap = &self.tokens[mode.last() + 1..next.first().max(mode.last() + 1)];
        // `Ports with implicit TLS:`, `隐式 TLS 的端口：`
        let head = &self.tokens[mode.first().saturating_sub(2)..next.first().max(mode.first())];
        let says = |is: fn(Role) -> bool| {
            head.iter().any(|token| matches!(token.kind, Kind::Role(role) if is(role)))
        };
        let ports = rest.iter().filter(|group| group.sort == Sort::Port).take(LONGEST_LIST);
        let is_head = next.sort == Sort::Name
            && says(|role| role.is_port() || role == Role::Ports)
            && says(|role| role == Role::Colon)
            && distance(gap) <= NEAR;
        if is_head && !rest.iter().any(|group| group.sort == Sort::Mode) {
            ports.skip(1).for_each(|port| self.pair(port, mode, &[], claims));
        }
    }

    /// `用 TLS 时，IRC 的端口是 6697`, `关闭明文端口，也就是 110 和 143`: the way of encryption of what comes next.
    pub(super) fn heading_way<'g>(&self, part: usize, own: &[&'g Group]) -> Option<&'g Group> {
        let [mode] = own else { return None };
        let range = self.parts[part].range.clone();
        let is_alone = part == 0 && distance(&self.tokens[range.clone()]) == 0;
        let next = self.tokens.get(range.end + 1);
        let is_explained = is_port_noun(&self.tokens[mode.last() + 1..range.end])
            && next.is_some_and(|next| next.kind == Kind::Role(Role::Which));
        Some(*mode).filter(|mode| mode.sort == Sort::Mode && (is_alone || is_explained))
    }
}
