#define _GNU_SOURCE
#include "Sockets.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

int socket_queue_open(void) { return epoll_create1(EPOLL_CLOEXEC); }

static int control(int queue, int operation, int socket, uint32_t token, int writable) {
    struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | (writable ? EPOLLOUT : 0), .data.u32 = token};
    return epoll_ctl(queue, operation, socket, &event);
}

int socket_queue_add(int queue, int socket, uint32_t token, int writable) {
    return control(queue, EPOLL_CTL_ADD, socket, token, writable);
}

int socket_queue_change(int queue, int socket, uint32_t token, int writable) {
    return control(queue, EPOLL_CTL_MOD, socket, token, writable);
}

// Kernels before 5.11 have no wait in nanoseconds: theirs is rounded up to milliseconds.
static int wait_for(int queue, struct epoll_event *events, int capacity, int64_t nanoseconds) {
    if (nanoseconds < 0) return epoll_wait(queue, events, capacity, -1);
    if (nanoseconds == 0) return epoll_wait(queue, events, capacity, 0);
#ifdef SYS_epoll_pwait2
    static int is_missing = 0;
    if (!__atomic_load_n(&is_missing, __ATOMIC_RELAXED)) {
        struct timespec limit = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
        int count = (int)syscall(SYS_epoll_pwait2, queue, events, capacity, &limit, NULL, 0);
        if (count >= 0 || errno != ENOSYS) return count;
        __atomic_store_n(&is_missing, 1, __ATOMIC_RELAXED);
    }
#endif
    int64_t milliseconds = nanoseconds / 1000000 + 1;
    return epoll_wait(queue, events, capacity, milliseconds > 60000 ? 60000 : (int)milliseconds);
}

int socket_queue_wait(int queue, struct socket_event *events, int capacity, int64_t nanoseconds) {
    struct epoll_event ready[256];
    int count = wait_for(queue, ready, capacity < 256 ? capacity : 256, nanoseconds);
    if (count < 0) return errno == EINTR ? 0 : -1;
    for (int i = 0; i < count; i++) {
        events[i].token = ready[i].data.u32;
        events[i].readable = (ready[i].events & EPOLLIN) != 0;
        events[i].writable = (ready[i].events & EPOLLOUT) != 0;
        events[i].ended = (ready[i].events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
    }
    return count;
}

void socket_exact_timers(void) { prctl(PR_SET_TIMERSLACK, 1UL); }

#else
#include <sys/event.h>

int socket_queue_open(void) { return kqueue(); }

int socket_queue_change(int queue, int socket, uint32_t token, int writable) {
    struct kevent changes[2];
    EV_SET(&changes[0], socket, EVFILT_READ, EV_ADD, 0, 0, (void *)(uintptr_t)token);
    EV_SET(&changes[1], socket, EVFILT_WRITE, writable ? EV_ADD : EV_DELETE, 0, 0, (void *)(uintptr_t)token);
    if (kevent(queue, &changes[0], 1, NULL, 0, NULL) != 0) return -1;
    int result = kevent(queue, &changes[1], 1, NULL, 0, NULL);
    return result != 0 && !writable && errno == ENOENT ? 0 : result;
}

int socket_queue_add(int queue, int socket, uint32_t token, int writable) {
    return socket_queue_change(queue, socket, token, writable);
}

int socket_queue_wait(int queue, struct socket_event *events, int capacity, int64_t nanoseconds) {
    struct kevent ready[256];
    struct timespec limit = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    int count = kevent(queue, NULL, 0, ready, capacity < 256 ? capacity : 256, nanoseconds < 0 ? NULL : &limit);
    if (count < 0) return errno == EINTR ? 0 : -1;
    for (int i = 0; i < count; i++) {
        events[i].token = (uint32_t)(uintptr_t)ready[i].udata;
        events[i].readable = ready[i].filter == EVFILT_READ;
        events[i].writable = ready[i].filter == EVFILT_WRITE;
        events[i].ended = (ready[i].flags & (EV_EOF | EV_ERROR)) != 0;
    }
    return count;
}

void socket_exact_timers(void) {}
#endif

void socket_queue_close(int queue) { close(queue); }

int socket_resolve(const char *host, const char *port, struct socket_address *addresses, int capacity) {
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV}, *found = NULL;
    int code = getaddrinfo(host, port, &hints, &found);
    // The resolvers' numbers have different signs on different systems.
    if (code != 0) return code < 0 ? code : -code;
    int count = 0;
    for (struct addrinfo *entry = found; entry && count < capacity; entry = entry->ai_next) {
        memcpy(&addresses[count].storage, entry->ai_addr, entry->ai_addrlen);
        addresses[count++].length = entry->ai_addrlen;
    }
    freeaddrinfo(found);
    return count;
}

const char *socket_resolve_error(int code) {
    return gai_strerror(EAI_NONAME < 0 ? -(code < 0 ? -code : code) : (code < 0 ? -code : code));
}

int socket_connect(const struct socket_address *address) {
    int handle = socket(address->storage.ss_family, SOCK_STREAM, 0);
    if (handle < 0) return -1;
    int one = 1;
    setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
#ifdef SO_NOSIGPIPE
    setsockopt(handle, SOL_SOCKET, SO_NOSIGPIPE, &one, sizeof one);
#endif
    if (fcntl(handle, F_SETFL, O_NONBLOCK) == 0 && fcntl(handle, F_SETFD, FD_CLOEXEC) == 0
        && (connect(handle, (const struct sockaddr *)&address->storage, address->length) == 0 || errno == EINPROGRESS))
        return handle;
    int reason = errno;
    close(handle);
    errno = reason;
    return -1;
}

int socket_error(int socket) {
    int error = 0;
    socklen_t size = sizeof error;
    return getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

int socket_is_idle(int socket) {
    char byte;
    return recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

long socket_write(int socket, const void *first, long first_count, const void *second, long second_count) {
    struct iovec parts[2] = {{(void *)first, (size_t)first_count}, {(void *)second, (size_t)second_count}};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
#ifdef MSG_NOSIGNAL
    return sendmsg(socket, &message, MSG_NOSIGNAL);
#else
    return sendmsg(socket, &message, 0);
#endif
}
