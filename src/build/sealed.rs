//! Files in which a build keeps something for the next one: a line of text, a checksum and a body.
//!
//! What is damaged, older, or written by another program is as good as nothing: nobody needs these
//! files, they only save time.

use crate::base::fingerprint::Fingerprint;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Plain values as bytes. `head` names the format with its version; `generator` stands for the
/// program.
pub fn seal<T: Serialize>(head: &str, generator: Fingerprint, value: &T) -> Vec<u8> {
    let body = postcard::to_stdvec(&(generator, value)).expect("plain values only");
    let checksum = Fingerprint::of_bytes(&body).to_string();
    [head.as_bytes(), b"\n", checksum.as_bytes(), b"\n", &body].concat()
}

/// Reads what the same program has sealed; `None` for anything else.
pub fn open<T: DeserializeOwned>(head: &str, generator: Fingerprint, bytes: &[u8]) -> Option<T> {
    let rest = bytes.strip_prefix(head.as_bytes())?.strip_prefix(b"\n")?;
    let (checksum, rest) = rest.split_at_checked(64)?;
    let body = rest.strip_prefix(b"\n")?;
    if Fingerprint::of_bytes(body).to_string().as_bytes() != checksum {
        return None;
    }
    let (writer, value) = postcard::from_bytes::<(Fingerprint, T)>(body).ok()?;
    (writer == generator).then_some(value)
}
