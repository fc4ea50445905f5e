import Testing
import ToolAdapters

@Suite struct ShellQuotingTests {
    @Test func `plain words stay as they are`() {
        #expect(ShellQuoting.line(["vllm", "--base-url=http://[::1]:80/v1"]) == "vllm '--base-url=http://[::1]:80/v1'")
        #expect(ShellQuoting.line(["a", "/b/c.d_e", "x=1,2:3", "50%"]) == "a /b/c.d_e x=1,2:3 50%")
    }

    @Test func `what a shell would change is quoted`() {
        #expect(ShellQuoting.quote("") == "''")
        #expect(ShellQuoting.quote("it's $HOME") == #"'it'\''s $HOME'"#)
        #expect(ShellQuoting.quote(#"{"ignore_eos": true}"#) == #"'{"ignore_eos": true}'"#)
        #expect(ShellQuoting.quote("~") == "'~'")
        #expect(ShellQuoting.quote("é") == "'é'")
    }

    @Test func `a block has one option a line and keeps negative numbers beside theirs`() {
        let text = ShellQuoting.block(
            ["vllm", "bench", "--port", "80", "--n", "-1", "--last"],
            env: ["B": "2", "A": "*"]
        )
        #expect(text == "A='*' \\\nB=2 \\\nvllm bench \\\n  --port 80 \\\n  --n -1 \\\n  --last")
    }
}
