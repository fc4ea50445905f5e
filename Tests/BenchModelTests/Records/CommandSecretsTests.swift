import Testing

@testable import BenchModel

struct CommandSecretsTests {
    @Test(arguments: [
        ("serve m --port 1", [], "serve m --port 1"),
        ("serve --api-key open sesame --port 1", ["open", "sesame"], "serve --api-key *** *** --port 1"),
        ("serve --hf-token=open m", ["open"], "serve --hf-token=*** m"),
        ("serve --api-key= m", [], "serve --api-key= m"),
        ("env API_KEY=open=1 HOME=here serve", ["open=1"], "env API_KEY=*** HOME=here serve"),
        ("serve --api-key --port 1", [], "serve --api-key --port 1"),
        ("serve -k open", [], "serve -k open"),
    ])
    func `words after a name that says so are secrets`(command: String, values: [String], shown: String) {
        let secrets = CommandSecrets(command.split(separator: " ").map(String.init))
        #expect(secrets.values == values)
        #expect(secrets.shown.joined(separator: " ") == shown)
    }

    @Test(arguments: [
        ("exec vllm serve m --api-key open --port 1", ["open"], "exec vllm serve m --api-key *** --port 1"),
        ("VLLM_API_KEY=open vllm serve m; echo", ["open"], "VLLM_API_KEY=*** vllm serve m; echo"),
        (#"serve --api-key "open a door" m"#, ["open a door", "m"], #"serve --api-key "***" ***"#),
        ("serve --api-key='open a' --port 1", ["open a"], "serve --api-key='***' --port 1"),
        ("(serve --api-key open)&", ["open"], "(serve --api-key ***)&"),
        ("serve --api-key op opened --port 1", ["op", "opened"], "serve --api-key *** *** --port 1"),
        (#"bash -c "serve --api-key open""#, ["open"], #"bash -c "serve --api-key ***""#),
        (#"serve --header '{"a key": 1}'"#, [], #"serve --header '{"a key": 1}'"#),
        ("serve --api-key ''", [""], "serve --api-key ''"),
    ])
    func `secrets in the text of a shell are found`(text: String, values: [String], shown: String) {
        let secrets = CommandSecrets(["bash", "-c", text])
        #expect(secrets.values == values)
        #expect(secrets.shown == ["bash", "-c", shown])
    }

    @Test func `a word after a secret option is a secret whole`() {
        let secrets = CommandSecrets(["serve", "--api-key", "open a door"])
        #expect(secrets.values == ["open a door"] && secrets.shown == ["serve", "--api-key", "***"])
    }
}
