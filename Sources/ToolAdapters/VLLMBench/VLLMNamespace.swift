import BenchModel

/// The line `Namespace(…)` with which a run starts: every argument with its value. Only what is asked for is kept,
/// because older versions write secret header values in clear.
struct VLLMNamespace {
    /// `--num-prompts`. Nil when it is not there or asks for every row of a file.
    let promptCount: Int?
    let evidence: VLLMVersionEvidence
    /// By name, as Python's `repr` writes them.
    private let values: [Substring: Substring]

    private static let arrivals: [(name: Substring, version: ToolVersion)] = [
        ("ready_check_timeout_sec", "0.10.1"), ("request_id_prefix", "0.10.2"), ("header", "0.11"),
        ("extra_body", "0.11.1"), ("insecure", "0.17"), ("speed_bench_output_len", "0.20"),
        ("chat_template_kwargs", "0.23"), ("probe_request_rate", "0.27"),
    ]

    private static let kept: Set<Substring> = [
        "model", "served_model_name", "num_prompts", "max_concurrency", "request_rate", "burstiness",
        "ramp_up_strategy",
        "ramp_up_start_rps", "ramp_up_end_rps", "no_stream", "dataset_name", "random_input_len", "random_output_len",
        "random_range_ratio", "random_prefix_len", "input_len", "output_len", "custom_output_len", "backend",
        "endpoint_type",
        "temperature", "top_p", "top_k", "min_p", "frequency_penalty", "presence_penalty", "repetition_penalty",
        "ignore_eos", "extra_body",
    ]

    /// Nil for a line that holds no arguments.
    init?(_ line: Substring) {
        guard let opening = line.firstRange(of: "Namespace(") else { return nil }
        let arguments = Self.split(line[opening.upperBound...], at: "=")
        var evidence = VLLMVersionEvidence()
        for (name, version) in Self.arrivals { evidence.note(arguments[name] != nil, since: version) }
        self.evidence = evidence
        values = arguments.filter { Self.kept.contains($0.key) }
        promptCount = values["num_prompts"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    }

    /// Nil for an argument that is not there or is `None`.
    func text(_ name: Substring) -> String? {
        guard let value = values[name], value != "None" else { return nil }
        return Self.unquoted(value)
    }

    /// Nil for what is no number.
    func number(_ name: Substring) -> Double? { text(name).flatMap { Double($0) } }

    /// Nil for what is neither `True` nor `False`.
    func flag(_ name: Substring) -> Bool? { values[name].flatMap { $0 == "True" ? true : $0 == "False" ? false : nil } }

    /// Whether the argument is there, be it as `None`.
    func has(_ name: Substring) -> Bool { values[name] != nil }

    /// The members of an argument that is a dictionary with names as keys. Empty for any other.
    func members(_ name: Substring) -> [String: String] {
        guard let value = values[name], value.first == "{", value.last == "}" else { return [:] }
        let members = Self.split(value.dropFirst().dropLast(), at: ":").map { key, value in
            (Self.unquoted(key), Self.unquoted(value))
        }
        return Dictionary(members) { first, _ in first }
    }

    private static func unquoted(_ text: Substring) -> String {
        guard let quote = text.first, quote == "'" || quote == "\"", text.count > 1, text.last == quote else {
            return String(text)
        }
        return String(text.dropFirst().dropLast())
    }

    /// Names with their values up to the closing parenthesis. Commas within quotes and brackets part nothing.
    private static func split(_ text: Substring, at mark: Character) -> [Substring: Substring] {
        var values: [Substring: Substring] = [:]
        var depth = 0
        var quote: Character?
        var isEscaped = false
        var start = text.startIndex
        var middle: Substring.Index?
        func trimmed(_ part: Substring) -> Substring {
            var part = part.drop { $0 == " " }
            while part.last == " " { part.removeLast() }
            return part
        }
        func close(_ end: Substring.Index) {
            if let middle {
                let name = Substring(unquoted(trimmed(text[start..<middle])))
                values[name] = trimmed(text[text.index(after: middle)..<end])
            }
            middle = nil
        }
        for index in text.indices {
            let character = text[index]
            if let open = quote {
                if isEscaped {
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == open {
                    quote = nil
                }
                continue
            }
            switch character {
            case "'", "\"": quote = character
            case "(", "[", "{": depth += 1
            case ")", "]", "}":
                guard depth > 0 else {
                    close(index)
                    return values
                }
                depth -= 1
            case mark where depth == 0 && middle == nil: middle = index
            case "," where depth == 0:
                close(index)
                start = text.index(after: index)
            default: continue
            }
        }
        close(text.endIndex)
        return values
    }
}
