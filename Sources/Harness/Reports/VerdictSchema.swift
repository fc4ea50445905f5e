/// The JSON Schema (draft 2020-12) of `verdict.json`.
package enum VerdictSchema {
    package static let json = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "https://concord.dev/schema/verdict/1",
          "title": "Concord verdict",
          "description": "The outcome of comparing load testers. Values are in base units, named by 'unit'. What is unknown is null.",
          "type": "object",
          "required": ["schema", "verdict", "summary", "reference", "rounds", "unreplicated", "tolerance", "tools",
            "comparisons", "findings", "notes", "environment"],
          "additionalProperties": false,
          "properties": {
            "schema": { "const": "https://concord.dev/schema/verdict/1" },
            "verdict": { "enum": ["agree", "disagree", "inconclusive", "invalid"] },
            "summary": { "type": "string", "description": "One sentence: why it is so.", "minLength": 1 },
            "reference": { "type": "string", "description": "The tool that ratios are taken against.", "minLength": 1 },
            "rounds": { "type": "integer", "minimum": 0 },
            "unreplicated": { "type": "boolean", "description": "True with fewer than two rounds: an interval is only what rounding leaves open." },
            "tolerance": {
              "type": "object",
              "required": ["share", "floor", "alpha", "looks", "rules"],
              "additionalProperties": false,
              "properties": {
                "share": { "type": "number", "minimum": 0, "description": "0.03 lets a ratio lie in [1/1.03, 1.03]." },
                "floor": { "type": "number", "minimum": 0, "description": "Seconds that two latencies may differ by in any case." },
                "alpha": { "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.5 },
                "looks": { "type": "integer", "minimum": 1, "description": "Planned looks; each uses alpha / looks." },
                "rules": { "type": "object", "description": "By metric id or family, in words.", "additionalProperties": { "type": "string" } }
              }
            },
            "tools": { "type": "array", "items": { "$ref": "#/$defs/tool" } },
            "comparisons": { "type": "array", "items": { "$ref": "#/$defs/comparison" } },
            "findings": { "type": "array", "items": { "$ref": "#/$defs/finding" } },
            "attributions": { "type": "array", "description": "Why figures differ. Empty where no tap saw the wire.", "items": { "$ref": "#/$defs/attribution" } },
            "notes": { "type": "array", "items": { "type": "string" } },
            "environment": { "type": "object", "additionalProperties": { "type": "string" } }
          },
          "$defs": {
            "metric": {
              "type": "string",
              "description": "An id of the metric catalogue, as 'concord metrics' lists them.",
              "pattern": "^((requests\\.(completed|failed)|tokens\\.(input|output)|duration|throughput\\.(requests|output_tokens|total_tokens))|(ttft|tpot|itl|e2el)\\.(mean|std|min|max|p[0-9]+(\\.[0-9]+)?))$"
            },
            "ratio": { "type": ["number", "null"], "minimum": 0 },
            "tool": {
              "type": "object",
              "required": ["name", "version", "command"],
              "additionalProperties": false,
              "properties": {
                "name": { "type": "string", "minLength": 1 },
                "version": { "type": ["string", "null"] },
                "command": { "type": "array", "description": "Empty when Concord did not run it.", "items": { "type": "string" } }
              }
            },
            "comparison": {
              "type": "object",
              "required": ["metric", "unit", "view", "reference", "tool", "reference_value", "value", "reference_resolution",
                "resolution", "ratio", "ratio_low", "ratio_high", "rounds", "gated", "verdict", "reason"],
              "additionalProperties": false,
              "properties": {
                "metric": { "$ref": "#/$defs/metric" },
                "unit": { "enum": ["s", "requests", "tokens", "1/s", "tokens/s"] },
                "view": { "enum": ["reported", "canonical", "wire"] },
                "reference": { "type": "string" },
                "tool": { "type": "string" },
                "reference_value": { "type": "number", "description": "Mean over rounds." },
                "value": { "type": "number", "description": "Mean over rounds." },
                "reference_resolution": { "type": "number", "minimum": 0, "description": "Half of what the written figure leaves open." },
                "resolution": { "type": "number", "minimum": 0 },
                "ratio": { "$ref": "#/$defs/ratio", "description": "tool / reference, geometric mean over rounds." },
                "ratio_low": { "$ref": "#/$defs/ratio" },
                "ratio_high": { "$ref": "#/$defs/ratio" },
                "rounds": { "type": "integer", "minimum": 1 },
                "gated": { "type": "boolean", "description": "Whether it decides the overall verdict." },
                "verdict": { "enum": ["agree", "disagree", "inconclusive"] },
                "reason": { "type": ["string", "null"] }
              }
            },
            "finding": {
              "type": "object",
              "required": ["id", "tool", "metrics", "evidence", "share", "severity"],
              "additionalProperties": false,
              "properties": {
                "id": { "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" },
                "tool": { "type": ["string", "null"] },
                "metrics": { "type": "array", "items": { "$ref": "#/$defs/metric" } },
                "evidence": { "type": "string", "minLength": 1 },
                "share": { "type": ["number", "null"], "description": "Its part of the difference, as a share of the value." },
                "severity": { "enum": ["note", "warning", "undeciding", "invalidating"] }
              }
            },
            "attribution": {
              "type": "object",
              "description": "work, definition, client and rest are natural logarithms; their sum is ln ratio.",
              "required": ["metric", "view", "reference", "tool", "rounds", "ratio", "work", "definition", "client",
                "client_reason", "rest", "parts", "wire", "bias", "stalls", "text"],
              "additionalProperties": false,
              "properties": {
                "metric": { "$ref": "#/$defs/metric" },
                "view": { "enum": ["reported", "canonical"], "description": "The view whose ratio is explained." },
                "reference": { "type": "string" },
                "tool": { "type": "string" },
                "rounds": { "type": "integer", "minimum": 1 },
                "ratio": { "type": "number", "exclusiveMinimum": 0, "description": "tool / reference, geometric mean over rounds." },
                "work": { "type": "number", "description": "The two wires differ." },
                "definition": { "type": "number", "description": "The tools make different figures out of the same messages." },
                "client": { "type": ["number", "null"], "description": "The clients saw the messages late. Null: part of rest." },
                "client_reason": { "type": ["string", "null"], "description": "Why a client cannot be told from the rest." },
                "rest": { "type": "number" },
                "parts": {
                  "type": "array",
                  "description": "Of definition; their sum is it.",
                  "items": {
                    "type": "object",
                    "required": ["id", "tool", "share"],
                    "additionalProperties": false,
                    "properties": {
                      "id": { "enum": ["first_token", "end", "gaps", "single_token", "denominator", "empty_answer",
                        "in_band_error", "window", "failed_requests", "divisor", "percentile", "tokens", "rounding"] },
                      "tool": { "type": "string" },
                      "share": { "type": "number" }
                    }
                  }
                },
                "wire": { "$ref": "#/$defs/sides", "description": "What the wire says, in the metric's base unit." },
                "bias": { "$ref": "#/$defs/sides", "description": "Figure / wire - 1." },
                "stalls": {
                  "type": "array",
                  "description": "When a client saw nothing while the wire brought messages, the longest first.",
                  "items": {
                    "type": "object",
                    "required": ["tool", "round", "start", "length", "requests"],
                    "additionalProperties": false,
                    "properties": {
                      "tool": { "type": "string" },
                      "round": { "type": "integer", "minimum": 1 },
                      "start": { "type": "number", "description": "Seconds from the run's first request." },
                      "length": { "type": "number", "minimum": 0, "description": "Seconds." },
                      "requests": { "type": "integer", "minimum": 1 }
                    }
                  }
                },
                "text": { "type": "string", "minLength": 1 }
              }
            },
            "sides": {
              "type": "object",
              "required": ["reference", "tool"],
              "additionalProperties": false,
              "properties": { "reference": { "type": "number" }, "tool": { "type": "number" } }
            }
          }
        }
        """#
}
