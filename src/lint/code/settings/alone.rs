//! One setting without a port, as sentences show it: `EMAIL_USE_SSL = True`, `smtpd_tls_wrappermode`.

use super::super::claim::Modes;
use super::super::known::Known;
use super::super::word::Word;
use super::meaning;
use super::names::words;

/// The ways of encryption that a setting leaves open; none when it says nothing of them.
pub(in crate::lint) fn ways_of_setting(key: &str, value: Option<&str>, known: &Known<'_>) -> Option<Modes> {
    let key = Word::of(key, 0, key.len());
    let value = value.or_else(|| asks(key).then_some("on"))?;
    match meaning::of(key, Word::of(value, 0, value.len()), known).0[..] {
        [said] => said.modes(),
        _ => None,
    }
}

// Whether the name of a setting says by itself that it is on; others may as well be off.
fn asks(key: Word<'_>) -> bool {
    words(key).iter().any(|word| word.is_any(&["enable", "use", "require", "wrappermode"]))
}
