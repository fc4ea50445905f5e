/// The JSON Schema (draft 2020-12) of `measurement.json`.
package enum MeasurementSchema {
    package static let json = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "https://concord.dev/schema/measurement/1",
          "title": "Concord measurement",
          "description": "What the native engine measured in one run. Values are in base units; times are in seconds. What is unknown or does not apply is absent.",
          "type": "object",
          "required": ["schema", "tool", "version", "metrics", "requests", "client", "interrupted"],
          "additionalProperties": false,
          "properties": {
            "schema": { "const": "https://concord.dev/schema/measurement/1" },
            "tool": { "const": "native" },
            "version": { "type": "string", "minLength": 1 },
            "metrics": {
              "type": "object",
              "description": "By the ids of the metric catalogue, as 'concord metrics' lists them.",
              "additionalProperties": {
                "type": "object",
                "required": ["value", "unit"],
                "additionalProperties": false,
                "properties": {
                  "value": { "type": "number" },
                  "unit": { "enum": ["s", "requests", "tokens", "1/s", "tokens/s"] }
                }
              }
            },
            "requests": {
              "type": "object",
              "required": ["completed", "failed", "failures", "samples"],
              "additionalProperties": false,
              "properties": {
                "completed": { "type": "integer", "minimum": 0 },
                "failed": { "type": "integer", "minimum": 0 },
                "failures": { "type": "object", "description": "Failed requests by kind.", "additionalProperties": { "type": "integer", "minimum": 1 } },
                "samples": { "type": "object", "description": "One message of each kind.", "additionalProperties": { "type": "string" } }
              }
            },
            "client": {
              "type": "object",
              "description": "What the load cost the engine.",
              "required": ["connections_opened", "cpu_seconds", "cpu_share", "peak_connections", "peak_in_flight", "peak_memory_bytes"],
              "additionalProperties": false,
              "properties": {
                "connections_opened": { "type": "integer", "minimum": 0 },
                "cpu_seconds": { "$ref": "#/$defs/amount", "description": "Of the engine's one thread." },
                "cpu_share": { "$ref": "#/$defs/amount", "description": "Of the run's time; 1 is one core kept busy." },
                "loop_busy_p99": { "$ref": "#/$defs/amount", "description": "How long a turn of the event loop was busy." },
                "loop_lag_max": { "$ref": "#/$defs/amount" },
                "loop_lag_p99": { "$ref": "#/$defs/amount", "description": "How late a timer of 10 ms fired." },
                "peak_connections": { "type": "integer", "minimum": 0 },
                "peak_in_flight": { "type": "integer", "minimum": 0 },
                "peak_memory_bytes": { "type": "integer", "minimum": 0 }
              }
            },
            "load": {
              "type": "object",
              "description": "What was asked for. No limit is an absent key.",
              "required": ["streams"],
              "additionalProperties": false,
              "properties": {
                "requests": { "type": "integer", "minimum": 1 },
                "duration": { "$ref": "#/$defs/amount" },
                "concurrency": { "type": "integer", "minimum": 1 },
                "rate": { "$ref": "#/$defs/amount", "description": "Requests per second over the whole schedule of an open loop." },
                "streams": { "type": "boolean" }
              }
            },
            "mean_in_flight": { "$ref": "#/$defs/amount", "description": "Requests under way, from the first one sent to the last one sent." },
            "interrupted": { "type": "boolean", "description": "True when the run was stopped before all its requests were done." },
            "open_loop": {
              "type": "object",
              "required": ["sent"],
              "additionalProperties": false,
              "properties": {
                "sent": { "type": "integer", "minimum": 0 },
                "achieved_rate": { "$ref": "#/$defs/amount" },
                "asked_rate": { "$ref": "#/$defs/amount" },
                "send_lag_p99": { "type": "number" },
                "ttft_from_due": { "$ref": "#/$defs/spread" },
                "e2el_from_due": { "$ref": "#/$defs/spread" }
              }
            },
            "goodput": {
              "type": "object",
              "description": "Requests that held every limit, by the definition of vllm bench serve --goodput.",
              "required": ["slo", "requests", "share"],
              "additionalProperties": false,
              "properties": {
                "slo": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "ttft": { "$ref": "#/$defs/amount" },
                    "tpot": { "$ref": "#/$defs/amount" },
                    "e2el": { "$ref": "#/$defs/amount" }
                  }
                },
                "requests": { "type": "integer", "minimum": 0 },
                "share": { "$ref": "#/$defs/amount" },
                "per_second": { "$ref": "#/$defs/amount" }
              }
            },
            "histograms": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "ttft": { "$ref": "#/$defs/histogram" },
                "tpot": { "$ref": "#/$defs/histogram" },
                "itl": { "$ref": "#/$defs/histogram" },
                "e2el": { "$ref": "#/$defs/histogram" }
              }
            },
            "health": {
              "type": "object",
              "description": "The engine's verdict on itself.",
              "required": ["checks", "healthy"],
              "additionalProperties": false,
              "properties": {
                "checks": { "type": "array", "items": { "$ref": "#/$defs/check" } },
                "healthy": { "type": "boolean", "description": "Whether no check failed." }
              }
            }
          },
          "$defs": {
            "amount": { "type": "number", "minimum": 0 },
            "spread": {
              "type": "object",
              "required": ["mean", "p50", "p99"],
              "additionalProperties": false,
              "properties": { "mean": { "type": "number" }, "p50": { "type": "number" }, "p99": { "type": "number" } }
            },
            "histogram": {
              "type": "object",
              "description": "Counts in bins of equal width from the smallest value to the 99th percentile.",
              "required": ["low", "high", "counts", "above"],
              "additionalProperties": false,
              "properties": {
                "low": { "type": "number" },
                "high": { "type": "number" },
                "counts": { "type": "array", "items": { "type": "integer", "minimum": 0 } },
                "above": { "type": "integer", "minimum": 0 }
              }
            },
            "check": {
              "type": "object",
              "required": ["id", "outcome", "unit", "reason"],
              "additionalProperties": false,
              "properties": {
                "id": { "enum": ["cpu_share", "loop_lag_p99", "loop_busy_p99", "send_lag_p99", "achieved_rate", "peak_in_flight", "slot_use"] },
                "outcome": { "enum": ["pass", "fail", "not_checked"] },
                "value": { "type": "number" },
                "at_most": { "type": "number" },
                "at_least": { "type": "number" },
                "unit": { "enum": ["share", "s", "requests", "1/s"] },
                "reason": { "type": "string", "description": "Why the limit is what it is, or why nothing was checked.", "minLength": 1 }
              }
            }
          }
        }
        """#
}
