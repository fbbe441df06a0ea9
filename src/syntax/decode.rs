//! From located YAML to typed values, field by field, so that every mistake of a file is reported.
