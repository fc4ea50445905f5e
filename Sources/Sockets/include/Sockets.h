// The system calls of a load generator that waits on thousands of sockets, in one shape for Linux and macOS. Swift's
// own Glibc module has no epoll.
#ifndef CONCORD_SOCKETS_H
#define CONCORD_SOCKETS_H

#include <stdint.h>
#include <sys/socket.h>

/// A socket that can be acted on.
struct socket_event {
    /// What it was added with.
    uint32_t token;
    uint8_t readable;
    uint8_t writable;
    /// The peer has ended its side, or the connection has failed; reading tells which.
    uint8_t ended;
};

/// An address that a host name stands for.
struct socket_address {
    struct sockaddr_storage storage;
    socklen_t length;
};

/// A queue that waits for sockets, and the timer that ends its waits.
struct socket_queue {
    int handle;
    int timer;
    /// What the timer is set to. 0 for nothing.
    int64_t deadline;
};

/// -1 and errno on failure.
int socket_queue_open(struct socket_queue *queue);
void socket_queue_close(struct socket_queue *queue);

/// Starts to watch a socket: for data, or for being writable as well.
int socket_queue_add(const struct socket_queue *queue, int socket, uint32_t token, int writable);
/// What a socket is watched for from now on. One that is watched for nothing still tells that it has failed.
int socket_queue_change(const struct socket_queue *queue, int socket, uint32_t token, int readable, int writable);

/// Waits until an instant of the monotonic clock in nanoseconds; one that has passed is not waited for. The number of
/// events; 0 when time ran out or a signal came; -1 and errno on failure.
///
/// A wait with a limit of its own would set the processor's timer each time, which costs a tenth of a chunk: the queue's
/// timer is set only when the instant is another.
int socket_queue_wait(struct socket_queue *queue, struct socket_event *events, int capacity, int64_t deadline);

/// What a name and a port stand for, in the order in which to try them. Their number, or minus the resolver's error,
/// which `socket_resolve_error` puts into words.
int socket_resolve(const char *host, const char *port, struct socket_address *addresses, int capacity);
const char *socket_resolve_error(int code);

/// Begins to connect, without waiting and without delaying small writes. The socket; -1 and errno when it failed at once.
int socket_connect(const struct socket_address *address);

/// Listens at an address without waiting in `socket_accept`. The socket; -1 and errno on failure.
int socket_listen(const struct socket_address *address);

/// The port that a socket is bound to; -1 and errno on failure.
int socket_port(int socket);

/// A connection that has come, made like those of `socket_connect`; -1 and errno when there is none.
int socket_accept(int listener);

/// Tells the peer that nothing more will be written.
void socket_end_writing(int socket);

/// Closes a socket, with a reset in place of the regular end if that is asked for.
void socket_close(int socket, int reset);

/// The error that a socket has pending, 0 for none.
int socket_error(int socket);

/// Whether an idle connection can carry a request: nothing has come on it and the peer has not ended it.
int socket_is_idle(int socket);

/// Writes the parts one after the other, as many bytes as the system takes; -1 and errno when it takes none.
long socket_write(int socket, const void *first, long first_count, const void *second, long second_count);

/// Asks the scheduler to run the calling thread soon after it is woken, and for at most so many nanoseconds while others
/// wait (sched_setattr(2), Linux 6.12 and later). Threads and programs that it starts are like any other. Nothing happens
/// where the system knows no such thing.
void thread_take_short_slices(int64_t nanoseconds);

enum core_choice { all_cores, first_core, other_cores };

/// Keeps the calling thread, and the threads and programs that it starts from now on, to those of the process's cores
/// (sched_setaffinity(2)). Nothing happens where the process has one core only, or the system knows no such thing.
void thread_use_cores(enum core_choice choice);

#endif
