//! Paths of inputs and of outputs. Both are relative, use `/`, and can't leave their folder.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A file of the site folder, such as `content/zh/mail/which-smtp-port.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct SourcePath(Arc<str>);

const OUTSIDE: char = '\0';

impl SourcePath {
    /// Accepts a relative path whose segments are neither empty nor `.` nor `..` and hold no
    /// backslash and no control character.
    pub fn new(path: &str) -> Option<SourcePath> {
        is_tame(path).then(|| SourcePath(path.into()))
    }

    /// The path of a file that stands outside of the site, and in a snapshot below `folder`. No file
    /// of a site has it: there is a control character in it.
    pub fn outside(folder: &str, given: &str) -> SourcePath {
        SourcePath(format!("{folder}/{OUTSIDE}{given}").into())
    }

    /// Whether it was made by [`SourcePath::outside`].
    pub fn is_outside(&self) -> bool {
        self.0.contains(OUTSIDE)
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path as people know it: below the site, or as it was given.
    pub fn shown(&self) -> &str {
        self.0.split_once(OUTSIDE).map_or(&self.0, |(_, given)| given)
    }

    /// The last segment.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// Everything before the last segment, without the slash; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The path that `relative` (with `.` and `..` segments) names when written in this file;
    /// `None` when it climbs out of the site or is not tame.
    pub fn join(&self, relative: &str) -> Option<SourcePath> {
        let mut segments: Vec<&str> = self.folder().split('/').filter(|s| !s.is_empty()).collect();
        for segment in relative.split('/') {
            match segment {
                "." => {}
                ".." => {
                    segments.pop()?;
                }
                _ => segments.push(segment),
            }
        }
        SourcePath::new(&segments.join("/"))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shown())
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A published file relative to the root of the site, such as `zh/ports/465/index.html`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// Accepts what [`SourcePath::new`] accepts.
    pub fn new(path: &str) -> Option<SitePath> {
        is_tame(path).then(|| SitePath(path.into()))
    }

    /// The file behind the folder page `address`, such as `zh/ports/465/`; the root page is `""`.
    ///
    /// # Panics
    /// When a segment is not tame; addresses are made of slugs that were checked.
    pub fn page(address: &str) -> SitePath {
        SitePath::new(&format!("{address}index.html")).expect("addresses are made of checked slugs")
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a link to this file says after the root: folder pages end in `/`.
    pub fn address(&self) -> &str {
        match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => &self.0,
        }
    }

    /// The way from this file up to the root of the site: `./`, `../`, `../../`, and so on.
    pub fn to_root(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_string(),
            depth => "../".repeat(depth),
        }
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

// A path that is read back from a file is held to the same rules as any other.
impl TryFrom<String> for SourcePath {
    type Error = &'static str;

    fn try_from(path: String) -> Result<SourcePath, Self::Error> {
        SourcePath::new(&path).ok_or("not a tame path")
    }
}

impl TryFrom<String> for SitePath {
    type Error = &'static str;

    fn try_from(path: String) -> Result<SitePath, Self::Error> {
        SitePath::new(&path).ok_or("not a tame path")
    }
}

fn is_tame(path: &str) -> bool {
    path.split('/').all(|segment| !matches!(segment, "" | "." | ".."))
        && !path.chars().any(|c| c == '\\' || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_leave_its_folder() {
        for wrong in ["", "/etc/passwd", "a/../b", "a//b", "a/./b", "a\\b", "a\0b", "a/"] {
            assert_eq!(SourcePath::new(wrong), None, "{wrong:?}");
        }
        let page = SourcePath::new("content/zh/mail/发信.md").expect("is tame");
        assert_eq!(page.join("../web/http.md"), SourcePath::new("content/zh/web/http.md"));
        assert_eq!(page.join("../../../../etc/passwd"), None);
    }

    #[test]
    fn folder_pages_end_in_a_slash() {
        assert_eq!(SitePath::page("zh/ports/465/").address(), "zh/ports/465/");
        assert_eq!(SitePath::page("").address(), "");
        assert_eq!(SitePath::page("zh/ports/").to_root(), "../../");
        assert_eq!(SitePath::new("404.html").expect("is tame").to_root(), "./");
    }
}
