//! Fingerprints of values and of bytes.
//!
//! A fingerprint stands for a *value*: spelling, order of files and positions never enter one,
//! because the types that are hashed do not hold them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::hash::{Hash, Hasher};

/// 32 bytes of BLAKE3. Equal fingerprints mean equal values: the hash is collision-resistant,
/// so a page is never kept by mistake.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of a value. It holds for one build of the generator: the layout of
    /// `Hash` may change with the compiler.
    pub fn of<T: Hash + ?Sized>(value: &T) -> Fingerprint {
        let mut sink = Sink { hasher: blake3::Hasher::new(), buffer: [0; 512], held: 0 };
        value.hash(&mut sink);
        sink.flush();
        Fingerprint(*sink.hasher.finalize().as_bytes())
    }

    /// The fingerprint of a file's bytes, the same in every build of the generator.
    pub fn of_bytes(bytes: &[u8]) -> Fingerprint {
        Fingerprint(*blake3::hash(bytes).as_bytes())
    }

    /// The first eight bytes as a number, for choices that look random and are the same in every build.
    pub fn number(&self) -> u64 {
        self.0.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// The first ten hexadecimal digits, for names of assets.
    pub fn short(&self) -> String {
        self.to_string()[..10].to_string()
    }
}

/// The first 48 bits of a fingerprint of bytes: what a file that people read and merge remembers of
/// a text. Two texts of one author share it by accident once in 280 million million.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Print([u8; 6]);

impl Print {
    /// The print of some bytes, the same in every build of the generator.
    pub fn of_bytes(bytes: &[u8]) -> Print {
        let [a, b, c, d, e, f, ..] = Fingerprint::of_bytes(bytes).0;
        Print([a, b, c, d, e, f])
    }

    /// Reads twelve hexadecimal digits in lower case.
    pub fn parse(text: &str) -> Option<Print> {
        let is_plain = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() != 12 || !text.bytes().all(is_plain) {
            return None;
        }
        let mut bytes = [0; 6];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
        }
        Some(Print(bytes))
    }
}

impl fmt::Display for Print {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Print {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.short())
    }
}

// `Hash` feeds a few bytes at a time; BLAKE3 is fast on blocks. The buffer joins the two.
struct Sink {
    hasher: blake3::Hasher,
    buffer: [u8; 512],
    held: usize,
}

impl Sink {
    fn flush(&mut self) {
        self.hasher.update(&self.buffer[..self.held]);
        self.held = 0;
    }
}

impl Hasher for Sink {
    fn write(&mut self, bytes: &[u8]) {
        if self.held + bytes.len() > self.buffer.len() {
            self.flush();
        }
        if bytes.len() > self.buffer.len() {
            self.hasher.update(bytes);
            return;
        }
        self.buffer[self.held..self.held + bytes.len()].copy_from_slice(bytes);
        self.held += bytes.len();
    }

    fn finish(&self) -> u64 {
        unreachable!("a fingerprint is read from the BLAKE3 state, never as 64 bits")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_differ_only_in_grouping_have_different_fingerprints() {
        assert_ne!(Fingerprint::of(&("ab", "c")), Fingerprint::of(&("a", "bc")));
        assert_ne!(Fingerprint::of(&vec!["端口"; 2]), Fingerprint::of(&vec!["端口"; 3]));
    }

    #[test]
    fn a_print_is_read_as_it_is_written_and_in_no_other_way() {
        let print = Print::of_bytes("端口".as_bytes());
        assert_eq!(Print::parse(&print.to_string()), Some(print));
        for text in ["", "0123456789a", "0123456789abc", "0123456789AB", "+123456789ab", "端口端口"] {
            assert_eq!(Print::parse(text), None, "{text}");
        }
    }

    #[test]
    fn long_and_short_writes_reach_the_hash_in_order() {
        let long = "端口".repeat(400);
        assert_ne!(Fingerprint::of(&(&*long, "x")), Fingerprint::of(&("x", &*long)));
    }
}
