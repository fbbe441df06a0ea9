//! What the disk looked like after a build, so that the next one can see that nothing has changed
//! without reading or making anything.

use super::run::Sound;
use super::sealed;
use crate::base::fingerprint::Fingerprint;
use crate::base::path::{SitePath, SourcePath};
use crate::base::stamp::Stamp;
use crate::source::{Origin, Snapshot};
use serde::{Deserialize, Serialize};

const HEAD: &str = "portolan stamps 1";

/// The look of the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamps {
    /// What the build was told; `None` when it reported something, which has to be said again.
    pub options: Option<Fingerprint>,
    /// The inputs.
    pub sources: Vec<(SourcePath, Seen)>,
    /// The files of the site, in order.
    pub outputs: Vec<(SitePath, Option<Stamp>)>,
    /// The file that lists them.
    pub marker: Option<Stamp>,
    /// The manifest that belongs to them.
    pub manifest: Option<Stamp>,
    /// The pages in which no rule found anything.
    pub sound: Sound,
}

/// How an input is known again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// By its stamp, where a change is sure to change that.
    pub stamp: Option<Stamp>,
    /// By its bytes.
    pub bytes: Fingerprint,
}

impl Stamps {
    /// The inputs of a snapshot, as they look at the time `now` of their file system.
    pub fn sources(snapshot: &Snapshot, now: i64) -> Vec<(SourcePath, Seen)> {
        let files = snapshot.files().filter(|(_, file)| file.origin == Origin::Site);
        let seen = files.map(|(path, file)| {
            let stamp = file.stamp.filter(|stamp| stamp.is_settled(now));
            (path.clone(), Seen { stamp, bytes: file.fingerprint() })
        });
        seen.collect()
    }

    /// The look as bytes.
    pub fn encode(&self, generator: Fingerprint) -> Vec<u8> {
        sealed::seal(HEAD, generator, self)
    }

    /// Reads what the same program wrote.
    pub fn decode(bytes: &[u8], generator: Fingerprint) -> Option<Stamps> {
        sealed::open(HEAD, generator, bytes)
    }
}
