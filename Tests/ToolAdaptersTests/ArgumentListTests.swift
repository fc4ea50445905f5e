import BenchModel
import Testing
import ToolAdapters

@Suite struct ArgumentListTests {
    @Test func `flags keep their order and nil leaves a flag out`() {
        var arguments = ArgumentList(command: ["tool"])
        arguments.add("--switch")
        arguments.add("--absent", Int?.none)
        arguments.add("--temperature", 0.0)
        arguments.add("--top-p", 0.95)
        arguments.add("--rate", Double.infinity)
        arguments.add("--header", all: ["a=1", "b=2"])
        #expect(
            arguments.words == [
                "tool", "--switch", "--temperature", "0", "--top-p", "0.95", "--rate", "inf", "--header", "a=1", "b=2",
            ]
        )
    }

    @Test func `JSON is on one line with sorted keys`() {
        var arguments = ArgumentList(command: [])
        arguments.add(
            "--extra-body",
            json: .object([
                "b": .array([.integer(1), .number(0.5), .null]), "a": .string("q\"\\\n\u{1}é"), "c": .bool(false),
            ])
        )
        #expect(arguments.words == ["--extra-body", #"{"a": "q\"\\\n\u0001é", "b": [1, 0.5, null], "c": false}"#])
    }

    @Test func `a value that begins with a dash is joined to its flag`() {
        var list = ArgumentList(command: [])
        list.add("--model", "-dash-first")
        list.add("--url", "x=-y")
        #expect(list.words == ["--model=-dash-first", "--url", "x=-y"])
    }
}
