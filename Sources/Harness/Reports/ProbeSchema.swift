/// The JSON Schema (draft 2020-12) of what `concord probe --format json` prints.
package enum ProbeSchema {
    package static let json = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "https://concord.dev/schema/probe/1",
          "title": "Concord probe",
          "description": "One request of each load tester beside the reference's, field by field. What is absent is null.",
          "type": "object",
          "required": ["schema", "comparisons", "unseen"],
          "additionalProperties": false,
          "properties": {
            "schema": { "const": "https://concord.dev/schema/probe/1" },
            "comparisons": { "type": "array", "items": { "$ref": "#/$defs/comparison" } },
            "unseen": { "type": "array", "description": "Tools of which no request was seen.", "items": { "type": "string" } }
          },
          "$defs": {
            "comparison": {
              "type": "object",
              "required": ["reference", "tool", "same", "rows"],
              "additionalProperties": false,
              "properties": {
                "reference": { "type": "string", "minLength": 1 },
                "tool": { "type": "string", "minLength": 1 },
                "same": { "type": "boolean", "description": "Whether no row is 'different'." },
                "rows": { "type": "array", "items": { "$ref": "#/$defs/row" } }
              }
            },
            "row": {
              "type": "object",
              "required": ["place", "reference", "tool", "outcome", "why", "allow"],
              "additionalProperties": false,
              "properties": {
                "place": { "type": "string", "minLength": 1, "description": "'path', 'header accept', 'body temperature', 'prompt tokens', 'server top_p' and the like." },
                "reference": { "type": ["string", "null"], "description": "The reference's value; long ones are cut." },
                "tool": { "type": ["string", "null"] },
                "outcome": { "enum": ["same", "equivalent", "expected", "different"] },
                "why": { "type": ["string", "null"] },
                "allow": { "enum": ["sampling", "arrivals", "lengths", "prompt_length", "different_work", null], "description": "What accepts the difference under the recipe's 'allow'." }
              }
            }
          }
        }
        """#
}
