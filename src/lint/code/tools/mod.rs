//! One file per family of tools: which claims its commands or settings make.
//!
//! A tool says what was written, never whether it is right, and has no port number of its own.
//! To add one: a file with `read`, a line in [`TOOLS`], cases in `tests/corpus/code/`.

mod calls;
mod docker;
mod firewall;
mod msmtp;
mod postfix;
mod probes;
mod programs;
mod srv;
mod stunnel;
mod swaks;
mod tls;
mod urls;

use super::claim::Claim;
use super::snippet::Snippet;
use super::word::Word;
use std::collections::BTreeMap;

/// The claims of a block.
pub(super) type Claims<'t> = Vec<Claim<'t>>;

/// Every family. Each looks at every block, because blocks are labelled badly or not at all.
pub(super) const TOOLS: &[for<'t> fn(&Snippet<'t>, &mut Claims<'t>)] = &[
    tls::read,
    swaks::read,
    urls::read,
    probes::read,
    firewall::read,
    postfix::read,
    srv::read,
    stunnel::read,
    calls::read,
    docker::read,
    msmtp::read,
    programs::read,
];

/// The claim with the comment beside it, which says what the port is for, when it is the only port
/// there.
fn with_comment<'t>(claim: Claim<'t>, comment: Option<Word<'t>>, ports: usize) -> Claim<'t> {
    match comment {
        Some(comment) if ports == 1 => Claim { remark: Some(comment), ..claim },
        _ => claim,
    }
}

/// Settings that stand together, by key. When one is set a second time, those before it belong to
/// something else; so do those on the two sides of a break.
fn together<'t>(
    settings: impl IntoIterator<Item = Option<(&'static str, Word<'t>)>>,
) -> Vec<BTreeMap<&'static str, Word<'t>>> {
    let mut groups = Vec::new();
    let mut open: BTreeMap<&'static str, Word<'t>> = BTreeMap::new();
    for setting in settings {
        let ends = setting.is_none_or(|(key, _)| open.contains_key(key));
        if ends && !open.is_empty() {
            groups.push(std::mem::take(&mut open));
        }
        open.extend(setting);
    }
    groups.push(open);
    groups
}

/// `key = value`, `key: value` or `key value` on a line, without quotes around either.
fn pair(line: Word<'_>) -> Option<(Word<'_>, Word<'_>)> {
    let line = line.trimmed();
    let sign = line.text.find(['=', ':', ' ', '\t'])?;
    let rest = line.part(sign, line.text.len()).trimmed();
    // The sign may have space before it.
    let skipped = match rest.text.strip_prefix(['=', ':']) {
        Some(after) => rest.text.len() - after.len(),
        None => 0,
    };
    let value = rest.part(skipped, rest.text.len()).trimmed();
    let value = value.part(0, value.text.trim_end_matches([',', ';']).len());
    Some((line.part(0, sign).unquoted(), value.trimmed().unquoted()))
}

/// What a setting that is on or off says.
pub(super) fn is_on(word: Word<'_>) -> Option<bool> {
    if word.is_any(&["yes", "true", "on", "1", "required"]) {
        Some(true)
    } else if word.is_any(&["no", "false", "off", "0"]) {
        Some(false)
    } else {
        None
    }
}
