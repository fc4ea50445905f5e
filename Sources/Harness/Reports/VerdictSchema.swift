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
            "unreplicated": { "type": "boolean", "description": "True with fewer than two rounds: an interval is only what rounding and other requests of the same run leave open." },
            "tolerance": {
              "type": "object",
              "required": ["share", "floor", "alpha", "looks", "rules"],
              "additionalProperties": false,
              "properties": {
                "share": { "type": "number", "minimum": 0, "description": "0.03 lets a ratio lie in [1/1.03, 1.03]." },
                "floor": { "type": "number", "minimum": 0, "description": "Seconds that two latencies may differ by in any case." },
                "alpha": { "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.5 },
                "looks": { "type": "integer", "minimum": 1, "description": "Planned looks at the verdict while rounds are added; each uses alpha / looks." },
                "rules": { "type": "object", "description": "By metric id or family, in words.", "additionalProperties": { "type": "string" } }
              }
            },
            "tools": { "type": "array", "items": { "$ref": "#/$defs/tool" } },
            "comparisons": { "type": "array", "items": { "$ref": "#/$defs/comparison" } },
            "findings": { "type": "array", "items": { "$ref": "#/$defs/finding" } },
            "checks": { "type": "array", "description": "What was checked, and what could not be. Missing in verdicts of old.", "items": { "$ref": "#/$defs/check" } },
            "attributions": { "type": "array", "description": "Why figures differ. Empty where no tap saw the wire.", "items": { "$ref": "#/$defs/attribution" } },
            "audits": { "type": "array", "description": "What each run asked of the server. Missing in verdicts of old.", "items": { "$ref": "#/$defs/audit" } },
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
                "p_value": { "type": ["number", "null"], "minimum": 0, "maximum": 1, "description": "Of the paired equivalence test (TOST); agrees where at most alpha / looks. Null with one round or without a ratio. Missing in verdicts of old, as 'ratios'." },
                "ratios": { "type": ["array", "null"], "description": "tool / reference of each round that both have, in the order of rounds, outliers included. Null when undefined.", "items": { "type": "number", "minimum": 0 } },
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
            "check": {
              "type": "object",
              "required": ["id", "tool", "outcome", "evidence", "metrics"],
              "additionalProperties": false,
              "properties": {
                "id": { "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" },
                "tool": { "type": ["string", "null"], "description": "Null when it concerns the session as a whole." },
                "outcome": { "enum": ["pass", "fail", "not_checked"] },
                "evidence": { "type": ["string", "null"], "description": "What was found; of what was not checked, why not, as words that follow 'because'.", "minLength": 1 },
                "metrics": {
                  "type": "array",
                  "description": "Families of metrics that it is about. Empty: all.",
                  "items": { "enum": ["requests.completed", "requests.failed", "tokens.input", "tokens.output", "duration",
                    "throughput.requests", "throughput.output_tokens", "throughput.total_tokens", "ttft", "tpot", "itl", "e2el"] }
                }
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
            },
            "count": { "type": ["integer", "null"], "minimum": 0 },
            "quantity": { "type": ["number", "null"], "minimum": 0 },
            "digest": {
              "type": "object",
              "description": "SHA-256 of the same texts in the order of sending and sorted.",
              "required": ["in_order", "as_set", "distinct"],
              "additionalProperties": false,
              "properties": {
                "in_order": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
                "as_set": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
                "distinct": { "type": "integer", "minimum": 0 }
              }
            },
            "ledgers": {
              "type": "object",
              "description": "One count by three accounts: the tool's report, the answers' usage on the wire, the server's counters.",
              "required": ["tool", "wire", "server"],
              "additionalProperties": false,
              "properties": {
                "tool": { "$ref": "#/$defs/quantity" },
                "wire": { "$ref": "#/$defs/quantity" },
                "server": { "$ref": "#/$defs/quantity" }
              }
            },
            "audit": {
              "type": "object",
              "required": ["tool", "round", "asked_in_flight", "requests", "prompt_tokens", "output_tokens",
                "prefix_queries", "prefix_hits", "wire"],
              "additionalProperties": false,
              "properties": {
                "tool": { "type": "string", "minLength": 1 },
                "round": { "type": "integer", "minimum": 1 },
                "asked_in_flight": { "$ref": "#/$defs/count", "description": "Null without a limit." },
                "requests": { "$ref": "#/$defs/ledgers" },
                "prompt_tokens": { "$ref": "#/$defs/ledgers" },
                "output_tokens": { "$ref": "#/$defs/ledgers" },
                "prefix_queries": { "$ref": "#/$defs/count", "description": "Tokens for which the server's prefix cache was asked." },
                "prefix_hits": { "$ref": "#/$defs/count", "description": "Tokens that it had." },
                "wire": {
                  "type": ["object", "null"],
                  "description": "What a tap saw of the measured requests. Null without one.",
                  "required": ["requests", "extra_requests", "bodies", "prompts", "peak_in_flight", "mean_in_flight",
                    "seconds_to_peak", "seconds_below_asked", "seconds_idle", "connections", "reused", "burst", "burst_spacing"],
                  "additionalProperties": false,
                  "properties": {
                    "requests": { "type": "integer", "minimum": 0 },
                    "extra_requests": { "type": "integer", "minimum": 0, "description": "Requests for text that were not measured." },
                    "bodies": { "$ref": "#/$defs/digest" },
                    "prompts": { "$ref": "#/$defs/digest" },
                    "peak_in_flight": { "type": "integer", "minimum": 0 },
                    "mean_in_flight": { "type": ["number", "null"], "minimum": 0, "description": "From the first peak until the last request was sent." },
                    "seconds_to_peak": { "type": "number", "minimum": 0 },
                    "seconds_below_asked": { "$ref": "#/$defs/quantity", "description": "Null in an open loop." },
                    "seconds_idle": { "type": "number", "minimum": 0, "description": "With no request under way." },
                    "connections": { "type": "integer", "minimum": 0 },
                    "reused": { "type": "integer", "minimum": 0, "description": "Requests that were not the first of their connection." },
                    "burst": { "type": "integer", "minimum": 0, "description": "Requests in the first 100 ms." },
                    "burst_spacing": { "$ref": "#/$defs/quantity", "description": "Mean time from one of these to the next." }
                  }
                }
              }
            }
          }
        }
        """#
}
