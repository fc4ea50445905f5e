import BenchModel

/// One key of a recipe: its name, where its value goes, how it is read and what it is for. The decoder and the schema
/// are both made from these.
struct RecipeKey<Root> {
    let name: String
    /// Whether the key must be there.
    let required: Bool
    let read: (RecipeValue, inout Root, inout RecipeReading) -> Void
    /// The key as the schema shows it; defaults come from the given value.
    let member: (Root) -> RecipeShape.Member

    init<Value>(
        _ name: String,
        _ target: WritableKeyPath<Root, Value>,
        _ form: RecipeForm<Value>,
        required: Bool = false,
        _ doc: String
    ) {
        self.name = name
        self.required = required
        read = { value, root, reading in
            if let result = form.read(value, &reading) { root[keyPath: target] = result }
        }
        member = { root in
            RecipeShape.Member(
                name: name,
                shape: form.shape,
                doc: doc,
                initial: required ? nil : form.write(root[keyPath: target]),
                required: required
            )
        }
    }
}
