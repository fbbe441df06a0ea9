//! What tells a file from another one without reading it.

use serde::{Deserialize, Serialize};

/// Size, times and identity of a file. A file that was replaced, even by one of the same size and
/// date, has another inode or change time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Bytes.
    pub size: u64,
    /// Modification time, in nanoseconds since 1970.
    pub modified: i64,
    /// Time of the last change of content or metadata, in nanoseconds since 1970.
    pub changed: i64,
    /// The number of the file in its file system.
    pub inode: u64,
}

// File systems take their time from a clock that ticks a hundred times a second or more; some keep
// whole or even seconds only.
const TICK: i64 = 20_000_000;
const COARSE_TICK: i64 = 2_000_000_000;

impl Stamp {
    /// How the file looks `now`, after it was moved: another time of change, and all else as before.
    /// Where more differs it is another file, or was written to, and looks as before.
    #[must_use]
    pub fn as_moved(self, now: Option<Stamp>) -> Stamp {
        now.filter(|now| Stamp { changed: self.changed, ..*now } == self).unwrap_or(self)
    }

    /// Whether a later change of the file is sure to change the stamp. A file that changed within the
    /// resolution of the file system's clock before `now`, the time by that clock, may change once
    /// more and have the same stamp.
    pub fn is_settled(&self, now: i64) -> bool {
        let tick = if self.changed % 1_000_000_000 == 0 { COARSE_TICK } else { TICK };
        self.changed.max(self.modified) < now.saturating_sub(tick)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_settled_when_the_clock_has_ticked_since_it_changed() {
        let at = |changed| Stamp { changed, ..Stamp::default() };
        assert!(at(1).is_settled(1 + TICK + 1));
        assert!(!at(1).is_settled(1 + TICK));
        assert!(!at(5_000_000_000).is_settled(6_000_000_000));
        // Before the first look nothing is known.
        assert!(!at(1).is_settled(i64::MIN));
        // A date that lies ahead says nothing.
        assert!(!Stamp { modified: 9_000_000_001, ..at(1) }.is_settled(8_000_000_000));
    }
}
