//! JSON Schemas, for editors and programs: `schema/NAME.json`.

use super::{Format, Output};
use crate::facts::Facts;
use crate::model::Site;
use crate::syntax::schema::{SCHEMAS, Schema};

/// The format.
pub const FORMAT: Format = Format { name: "schema", plan };

fn plan(_: &Site, _: &Facts) -> Vec<Output> {
    let output = |schema: &Schema| {
        let path = format!("schema/{}.json", schema.name);
        Output::file("schema", &path, schema.name, |name, _| {
            Ok(Schema::find(name).expect("it was planned").text().into_bytes())
        })
    };
    SCHEMAS.iter().map(output).collect()
}
