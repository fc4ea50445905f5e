import ArgumentParser

@main
struct Concord: AsyncParsableCommand {
}
