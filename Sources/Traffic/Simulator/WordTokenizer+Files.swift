import Foundation

extension WordTokenizer {
    /// Writes what `transformers` (4 and 5), vLLM and evalscope need to load this tokenizer without a network:
    /// `tokenizer.json`, `tokenizer_config.json`, `config.json` and `chat_template.jinja`. Makes the folder if missing.
    package func write(to folder: String) throws {
        let folder = URL(filePath: folder, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in Self.files {
            try Data(text.utf8).write(to: folder.appending(path: name), options: .atomic)
        }
    }

    /// Text of every file by its name.
    static var files: [(name: String, text: String)] {
        [
            ("tokenizer.json", tokenizerFile),
            ("tokenizer_config.json", configurationFile),
            ("config.json", modelFile),
            ("chat_template.jinja", template),
        ]
    }

    private static let template = """
        {% for message in messages %}<|im_start|>{{ message['role'] }}
        {% if message['content'] is string %}{{ message['content'] }}{% elif message['content'] %}\
        {% for part in message['content'] %}{{ part['text'] }}
        {% endfor %}{% endif %}<|im_end|>
        {% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
        {% endif %}
        """

    private static var tokenizerFile: String {
        let added = special.enumerated().map { id, content in
            """
                {"id": \(id), "content": "\(content)", "single_word": false, "lstrip": false, "rstrip": false, \
            "normalized": false, "special": true}
            """
        }
        let entries = vocabulary.enumerated().map { "\"\($1)\": \($0)" }
        let rows = stride(from: 0, to: entries.count, by: 10).map {
            "      " + entries[$0..<min($0 + 10, entries.count)].joined(separator: ", ")
        }
        return """
            {
              "version": "1.0",
              "truncation": null,
              "padding": null,
              "added_tokens": [
            \(added.joined(separator: ",\n"))
              ],
              "normalizer": null,
              "pre_tokenizer": {"type": "WhitespaceSplit"},
              "post_processor": null,
              "decoder": null,
              "model": {
                "type": "WordLevel",
                "vocab": {
            \(rows.joined(separator: ",\n"))
                },
                "unk_token": "<unk>"
              }
            }

            """
    }

    private static var configurationFile: String {
        """
        {
          "tokenizer_class": "PreTrainedTokenizerFast",
          "bos_token": "<|im_start|>",
          "eos_token": "<|im_end|>",
          "pad_token": "<|endoftext|>",
          "unk_token": "<unk>",
          "clean_up_tokenization_spaces": false,
          "model_max_length": 1048576,
          "chat_template": \(JSONText.quoted(template))
        }

        """
    }

    private static var modelFile: String {
        """
        {
          "architectures": ["LlamaForCausalLM"],
          "model_type": "llama",
          "bos_token_id": 1,
          "eos_token_id": 2,
          "pad_token_id": 0,
          "hidden_size": 64,
          "intermediate_size": 64,
          "num_attention_heads": 1,
          "num_hidden_layers": 1,
          "max_position_embeddings": 1048576,
          "vocab_size": \(vocabulary.count)
        }

        """
    }
}
