//! A whole Markdown file: front matter and body.
