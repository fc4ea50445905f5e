/// The JSON Schema (draft 2020-12) of what `concord calibrate --format json` prints.
package enum CalibrationSchema {
    package static let json = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "https://concord.dev/schema/calibration/1",
          "title": "Concord calibration",
          "description": "How far each tool's figures are from the truth, load by load. Values are in base units; times are in seconds. What is unknown is absent or null.",
          "type": "object",
          "required": ["schema", "made", "machine", "concord", "tolerance", "profiles", "loads", "input_tokens", "output_tokens",
            "cells", "tools", "interrupted", "notes"],
          "additionalProperties": false,
          "properties": {
            "schema": { "const": "https://concord.dev/schema/calibration/1" },
            "made": { "type": "string", "description": "ISO 8601, UTC.", "minLength": 20 },
            "machine": {
              "type": "object",
              "required": ["cores", "cpu", "os"],
              "additionalProperties": false,
              "properties": {
                "cores": { "type": "integer", "minimum": 0 },
                "cpu": { "type": "string", "description": "Empty when the system does not tell." },
                "os": { "type": "string" }
              }
            },
            "concord": { "type": "string", "minLength": 1 },
            "tolerance": {
              "type": "object",
              "required": ["share", "floor", "rules"],
              "additionalProperties": false,
              "properties": {
                "share": { "type": "number", "minimum": 0 },
                "floor": { "type": "number", "minimum": 0, "description": "Seconds that a latency may be off by in any case." },
                "rules": { "type": "object", "additionalProperties": { "type": "string" } }
              }
            },
            "profiles": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["name", "ttft", "itl"],
                "additionalProperties": false,
                "properties": {
                  "name": { "type": "string", "minLength": 1 },
                  "ttft": { "type": "number", "minimum": 0 },
                  "itl": { "type": "number", "exclusiveMinimum": 0 }
                }
              }
            },
            "loads": { "type": "array", "description": "Concurrencies that were asked for.", "items": { "type": "integer", "minimum": 1 } },
            "input_tokens": { "type": "integer", "minimum": 1 },
            "output_tokens": { "type": "integer", "minimum": 1 },
            "cells": { "type": "array", "items": { "$ref": "#/$defs/cell" } },
            "tools": { "type": "array", "items": { "$ref": "#/$defs/tool" } },
            "interrupted": { "type": "boolean", "description": "True when it was stopped; it holds the cells that were finished." },
            "notes": { "type": "array", "items": { "type": "string" } }
          },
          "$defs": {
            "metric": {
              "type": "string",
              "description": "An id of the metric catalogue, as 'concord metrics' lists them.",
              "pattern": "^((throughput\\.(requests|output_tokens))|(ttft|tpot|itl|e2el)\\.(mean|p[0-9]+))$"
            },
            "load": {
              "type": "object",
              "required": ["concurrency", "chunks_per_second", "profile"],
              "additionalProperties": false,
              "properties": {
                "concurrency": { "type": "integer", "minimum": 1 },
                "chunks_per_second": { "type": "number", "minimum": 0 },
                "profile": { "type": "string", "minLength": 1 }
              }
            },
            "cell": {
              "type": "object",
              "required": ["load", "tool", "requests", "metrics"],
              "additionalProperties": false,
              "properties": {
                "load": { "$ref": "#/$defs/load" },
                "tool": { "type": "string", "minLength": 1 },
                "version": { "type": "string" },
                "requests": { "type": "integer", "minimum": 1 },
                "metrics": { "type": "array", "items": { "$ref": "#/$defs/figure" } },
                "failure": { "type": "string", "description": "Why it gave no figures, or none that count." }
              }
            },
            "figure": {
              "type": "object",
              "required": ["metric", "unit", "view", "truth", "reported", "resolution", "bias"],
              "additionalProperties": false,
              "properties": {
                "metric": { "$ref": "#/$defs/metric" },
                "unit": { "enum": ["s", "1/s", "tokens/s"] },
                "view": { "enum": ["reported", "canonical"], "description": "'canonical' where the tool does not print the metric." },
                "truth": { "type": "number", "exclusiveMinimum": 0, "description": "By the simulator's own log." },
                "reported": { "type": "number" },
                "resolution": { "type": "number", "minimum": 0, "description": "Half of what the written figure leaves open." },
                "bias": { "type": "number", "description": "reported / truth - 1." },
                "within": { "type": "boolean", "description": "Absent when rounding leaves it open." }
              }
            },
            "tool": {
              "type": "object",
              "required": ["tool", "fits", "limits"],
              "additionalProperties": false,
              "properties": {
                "tool": { "type": "string", "minLength": 1 },
                "version": { "type": "string" },
                "fits": {
                  "type": "array",
                  "description": "seen = offset + factor × truth, from the profiles at one concurrency.",
                  "items": {
                    "type": "object",
                    "required": ["metric", "concurrency", "offset", "factor"],
                    "additionalProperties": false,
                    "properties": {
                      "metric": { "$ref": "#/$defs/metric" },
                      "concurrency": { "type": "integer", "minimum": 1 },
                      "offset": { "type": "number" },
                      "factor": { "type": "number" }
                    }
                  }
                },
                "limits": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "required": ["metric", "profile", "within", "leaves"],
                    "additionalProperties": false,
                    "properties": {
                      "metric": { "$ref": "#/$defs/metric" },
                      "profile": { "type": ["string", "null"], "description": "Null: on all profiles together." },
                      "within": { "$ref": "#/$defs/bound", "description": "The highest load within tolerance, below 'leaves'." },
                      "leaves": { "$ref": "#/$defs/bound", "description": "The first load beyond it." }
                    }
                  }
                },
                "stopped_after": { "type": "integer", "minimum": 1, "description": "The concurrency after which it was not measured any more, its TTFT being far off on every profile." }
              }
            },
            "bound": {
              "type": ["object", "null"],
              "required": ["load"],
              "additionalProperties": false,
              "properties": {
                "load": { "$ref": "#/$defs/load" },
                "bias": { "type": "number", "description": "Absent when the tool failed there." }
              }
            }
          }
        }
        """#
}
