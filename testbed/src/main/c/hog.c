// SPDX-License-Identifier: Apache-2.0
/*
 * hog: a victim that does exactly what a test tells it to.
 *
 * It takes memory of each kind that the kernel counts (anonymous, shared, file), then idles or grows until it is stopped.
 * Statically linked, so that it starts in about a millisecond and brings hardly a page of its own into the account.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <grp.h>
#include <limits.h>
#include <linux/mempolicy.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char USAGE[] =
	"usage: hog [options]\n"
	"\n"
	"Takes memory as told, prints \"ready PID\", then idles or grows until it is stopped.\n"
	"\n"
	"  --name NAME          its name (comm), at most 15 characters\n"
	"  --join DIRECTORY     enter this cgroup before anything else\n"
	"  --oom-score-adj N    -1000 (never killed) to 1000 (killed first)\n"
	"  --bind-node N        take memory of this NUMA node only (set_mempolicy, MPOL_BIND), 0 to 63\n"
	"  --uid N              become this user and group once the above is done\n"
	"  --anon MIB           anonymous memory, touched at once\n"
	"  --shmem MIB          shared memory (memfd), touched at once\n"
	"  --file PATH          map this file and read each of its pages\n"
	"  --threads N          threads that sleep\n"
	"  --children N         child processes that sleep, named NAME-1, NAME-2, ...\n"
	"  --child-anon MIB     anonymous memory that each child touches\n"
	"  --child-oom-score-adj N  their scores, where they are not to be the parent's\n"
	"  --children-sharing   fork them once all other memory is taken, so that they share its pages\n"
	"  --children-exiting   hold them in exit_group(2), with all their memory, as long as their parent lives\n"
	"  --sharer             a process named NAME-sharer that shares all memory, as after vfork(2), and sleeps\n"
	"  --pause              wait for a byte on standard input before growing\n"
	"  --grow MIB           grow by this much a second; 0 = as fast as possible\n"
	"  --grow-limit MIB     stop growing after this much\n"
	"  --grow-as KIND       anon (unless told otherwise), file (of --grow-file, written), locked-file (the same, mapped\n"
	"                       and locked), children (a process a MiB), pipes or sockets (one that holds a MiB, a MiB)\n"
	"  --grow-file PATH     the file that grows\n"
	"  --breathe MIB        grow by this much and shrink by it again, over and over\n"
	"  --breathe-period MS  the time for both, 2000 unless told otherwise\n"
	"  --sweep MIB          look at each page of this much, twice a second, over and over\n"
	"  --huge MIB           huge pages, which the machine must have set aside\n"
	"  --exit-after MS      exit with 0 after this time, counted from \"ready\"\n"
	"  --help               this text\n"
	"\n"
	"An idle or slowly growing hog also exits with 0 when the pipe at its standard input is closed.\n"
	"Exit status: 0 done, 1 something was refused, 2 the call is wrong.\n";

enum {
	MIB = 1024 * 1024,
	THREAD_STACK = 64 * 1024,
	SWEEP_MS = 500,
	MAX_NAME = 15, /* TASK_COMM_LEN - 1 */
};

enum { NOT_GROWING = -1, NO_END = -1 };

enum growth { AS_ANONYMOUS, AS_FILE, AS_LOCKED_FILE, AS_CHILDREN, AS_PIPES, AS_SOCKETS };

struct options {
	const char *name;
	const char *cgroup;
	const char *file;
	long oom_score_adj;
	bool has_oom_score_adj;
	long bound_node;
	long uid;
	long anon_mib;
	long shmem_mib;
	long threads;
	long children;
	long child_anon_mib;
	long child_oom_score_adj;
	bool has_child_oom_score_adj;
	bool children_sharing;
	bool children_exiting;
	bool sharer;
	bool pause;
	long grow_mib_per_second;
	long grow_limit_mib;
	enum growth grow_as;
	const char *grow_file;
	long breathe_mib;
	long breathe_period_ms;
	long sweep_mib;
	long huge_mib;
	long exit_after_ms;
};

static struct timespec ready_at;

static void __attribute__((noreturn, format(printf, 2, 3))) fail(int status, const char *format, ...)
{
	va_list arguments;

	fputs("hog: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(status);
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		fail(1, "cannot open %s: %s", path, strerror(errno));
	if (write(fd, text, strlen(text)) < 0)
		fail(1, "cannot write '%s' to %s: %s", text, path, strerror(errno));
	close(fd);
}

static void join_cgroup(const char *directory)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/cgroup.procs", directory);
	/* 0 stands for the writer, in whatever pid namespace it is */
	write_file(path, "0");
}

static void set_oom_score_adj(long value)
{
	char text[24];

	snprintf(text, sizeof(text), "%ld", value);
	write_file("/proc/self/oom_score_adj", text);
}

static void bind_to_node(long node)
{
	unsigned long nodes = 1UL << node;

	/* the kernel looks at one bit less than it is told */
	if (syscall(SYS_set_mempolicy, MPOL_BIND, &nodes, sizeof(nodes) * CHAR_BIT + 1))
		fail(1, "cannot bind to NUMA node %ld: %s", node, strerror(errno));
}

static void become_user(long uid)
{
	if (setgroups(0, NULL) || setgid((gid_t)uid) || setuid((uid_t)uid))
		fail(1, "cannot become uid %ld: %s (needs CAP_SETUID and CAP_SETGID)", uid, strerror(errno));
}

static void touch(volatile char *memory, size_t length)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	for (size_t offset = 0; offset < length; offset += page)
		memory[offset] = 1;
}

static void take_anonymous(size_t length)
{
	char *memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		fail(1, "cannot map %zu bytes: %s", length, strerror(errno));
	/* page by page, so that a limit is reached and not jumped over; EINVAL means a kernel without huge pages */
	madvise(memory, length, MADV_NOHUGEPAGE);
	touch(memory, length);
}

static void take_shared(size_t length)
{
	int fd = memfd_create("hog", MFD_CLOEXEC);
	char *memory;

	if (fd < 0 || ftruncate(fd, (off_t)length))
		fail(1, "cannot make a memfd of %zu bytes: %s", length, strerror(errno));
	memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (memory == MAP_FAILED)
		fail(1, "cannot map a memfd of %zu bytes: %s", length, strerror(errno));
	touch(memory, length);
}

static void take_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	volatile const char *memory;
	struct stat status;

	if (fd < 0 || fstat(fd, &status))
		fail(1, "cannot open %s: %s", path, strerror(errno));
	if (status.st_size == 0)
		fail(1, "%s is empty: there is nothing to map", path);
	memory = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (memory == MAP_FAILED)
		fail(1, "cannot map %s: %s", path, strerror(errno));
	for (off_t offset = 0; offset < status.st_size; offset += (off_t)page)
		(void)memory[offset];
}

static void *sleep_for_ever(void *unused)
{
	(void)unused;
	for (;;)
		pause();
}

static void start_threads(long count)
{
	pthread_attr_t attributes;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, THREAD_STACK);
	for (long i = 0; i < count; i++) {
		pthread_t thread;
		int error = pthread_create(&thread, &attributes, sleep_for_ever, NULL);

		if (error)
			fail(1, "cannot start thread %ld of %ld: %s", i + 1, count, strerror(error));
	}
}

/* until the tracer is gone it stays where it is: the kernel sees an exiting task, which is to give its memory back soon */
static void hold_in_exit(pid_t pid, int may_exit)
{
	int status;

	if (ptrace(PTRACE_SEIZE, pid, NULL, PTRACE_O_TRACEEXIT))
		fail(1, "cannot trace child %d: %s", pid, strerror(errno));
	close(may_exit);
	if (waitpid(pid, &status, 0) != pid || status >> 8 != (SIGTRAP | PTRACE_EVENT_EXIT << 8))
		fail(1, "child %d did not stop in its exit", pid);
}

static void start_children(const struct options *options)
{
	for (long i = 1; i <= options->children; i++) {
		int touched[2];
		int may_exit[2];
		char name[32];
		pid_t pid;

		if (pipe2(touched, O_CLOEXEC) || pipe2(may_exit, O_CLOEXEC) || (pid = fork()) < 0)
			fail(1, "cannot start child %ld of %ld: %s", i, options->children, strerror(errno));
		if (pid == 0) {
			/* not SIGKILL: a test must be able to tell this end from the kernel's */
			prctl(PR_SET_PDEATHSIG, SIGTERM);
			snprintf(name, sizeof(name), "%.10s-%ld", options->name, i);
			prctl(PR_SET_NAME, name);
			if (options->has_child_oom_score_adj)
				set_oom_score_adj(options->child_oom_score_adj);
			if (options->child_anon_mib)
				take_anonymous((size_t)options->child_anon_mib * MIB);
			close(touched[0]);
			close(touched[1]);
			close(may_exit[1]);
			if (!options->children_exiting)
				sleep_for_ever(NULL);
			/* seen on 5.10, not on 6.12: one thread alone is no exiting task yet where it is held, and is killed */
			start_threads(1);
			while (read(may_exit[0], name, sizeof(name)) < 0 && errno == EINTR)
				;
			_exit(0);
		}
		/* end of file comes when the child has touched its memory, or died of it */
		close(touched[1]);
		while (read(touched[0], name, sizeof(name)) < 0 && errno == EINTR)
			;
		close(touched[0]);
		close(may_exit[0]);
		if (options->children_exiting)
			hold_in_exit(pid, may_exit[1]);
		else
			close(may_exit[1]);
	}
}

static int share(void *name)
{
	prctl(PR_SET_NAME, name);
	for (;;)
		syscall(SYS_pause);
	return 0;
}

/* not of its thread group: the kernel kills such a process along with the victim */
static void start_sharer(const char *name)
{
	static char own_name[MAX_NAME + 1];
	static char stack[THREAD_STACK] __attribute__((aligned(16)));

	snprintf(own_name, sizeof(own_name), "%.8s-sharer", name);
	if (clone(share, stack + sizeof(stack), CLONE_VM | SIGCHLD, own_name) < 0)
		fail(1, "cannot start a process that shares memory: %s", strerror(errno));
}

static long milliseconds_since_ready(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - ready_at.tv_sec) * 1000 + (now.tv_nsec - ready_at.tv_nsec) / 1000000;
}

/* Sleeps until the time given, counted from "ready"; exits if told to meanwhile. */
static void sleep_until(const struct options *options, long due_ms)
{
	/* no event is asked for: poll reports the hang-up of a pipe in any case, and nothing of a terminal or /dev/null */
	struct pollfd input = { .fd = STDIN_FILENO };
	long end_ms = options->exit_after_ms;

	for (;;) {
		long now_ms = milliseconds_since_ready();
		long wake_ms = due_ms;

		if (end_ms != NO_END && now_ms >= end_ms)
			exit(0);
		if (due_ms != NO_END && now_ms >= due_ms)
			return;
		if (end_ms != NO_END && (wake_ms == NO_END || end_ms < wake_ms))
			wake_ms = end_ms;
		if (poll(&input, 1, wake_ms == NO_END ? -1 : (int)(wake_ms - now_ms)) > 0)
			exit(0);
	}
}

static void wait_for_a_byte(void)
{
	char byte;
	ssize_t got;

	do {
		got = read(STDIN_FILENO, &byte, 1);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		fail(1, "cannot read standard input: %s", strerror(errno));
	if (got == 0)
		exit(0);
	clock_gettime(CLOCK_MONOTONIC, &ready_at);
}

static void grow_file(const struct options *options, int fd, long taken_mib)
{
	static char zeros[MIB];
	off_t offset = (off_t)taken_mib * MIB;
	void *memory;

	if (options->grow_as == AS_FILE) {
		if (pwrite(fd, zeros, MIB, offset) != MIB)
			fail(1, "cannot write to %s: %s", options->grow_file, strerror(errno));
		return;
	}
	/* a hole will do: its pages are as real as any other once they are in memory */
	if (ftruncate(fd, offset + MIB))
		fail(1, "cannot extend %s: %s", options->grow_file, strerror(errno));
	memory = mmap(NULL, MIB, PROT_READ, MAP_SHARED, fd, offset);
	if (memory == MAP_FAILED || mlock(memory, MIB))
		fail(1, "cannot lock a part of %s: %s (needs CAP_IPC_LOCK)", options->grow_file, strerror(errno));
}

static void grow_by_child(void)
{
	pid_t pid = fork();

	if (pid < 0)
		fail(1, "cannot start a child: %s", strerror(errno));
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		take_anonymous(MIB);
		sleep_for_ever(NULL);
	}
}

/* nobody reads it, so that the kernel has to keep it: memory that no count of the process shows */
static void grow_by_pipe(void)
{
	static char zeros[MIB];
	int ends[2];

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) || fcntl(ends[1], F_SETPIPE_SZ, MIB) < 0 ||
	    write(ends[1], zeros, MIB) != MIB)
		fail(1, "cannot fill a pipe of a MiB: %s (needs CAP_SYS_RESOURCE)", strerror(errno));
}

static void grow_by_socket(void)
{
	static char zeros[MIB];
	int buffer = 4 * MIB;
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) ||
	    setsockopt(ends[0], SOL_SOCKET, SO_SNDBUFFORCE, &buffer, sizeof(buffer)) ||
	    write(ends[0], zeros, MIB) != MIB)
		fail(1, "cannot fill a socket with a MiB: %s (needs CAP_NET_ADMIN)", strerror(errno));
}

static void grow(const struct options *options)
{
	int fd = -1;

	if (options->grow_file) {
		fd = open(options->grow_file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
		if (fd < 0)
			fail(1, "cannot open %s: %s", options->grow_file, strerror(errno));
	}
	for (long taken_mib = 0; options->grow_limit_mib == NO_END || taken_mib < options->grow_limit_mib; taken_mib++) {
		if (options->grow_mib_per_second)
			sleep_until(options, taken_mib * 1000 / options->grow_mib_per_second);
		if (options->grow_as == AS_CHILDREN)
			grow_by_child();
		else if (options->grow_as == AS_PIPES)
			grow_by_pipe();
		else if (options->grow_as == AS_SOCKETS)
			grow_by_socket();
		else if (options->grow_as == AS_ANONYMOUS)
			take_anonymous(MIB);
		else
			grow_file(options, fd, taken_mib);
	}
}

static char *map_small_pages(size_t length)
{
	char *memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		fail(1, "cannot map %zu bytes: %s", length, strerror(errno));
	madvise(memory, length, MADV_NOHUGEPAGE);
	return memory;
}

/* Up in steps of a MiB over one half of the period, down at once at the end of the other. */
static void breathe(const struct options *options)
{
	size_t length = (size_t)options->breathe_mib * MIB;
	char *memory = map_small_pages(length);

	for (long start_ms = milliseconds_since_ready();; start_ms += options->breathe_period_ms) {
		for (long taken_mib = 0; taken_mib < options->breathe_mib; taken_mib++) {
			sleep_until(options, start_ms + taken_mib * options->breathe_period_ms / 2 / options->breathe_mib);
			touch(memory + taken_mib * MIB, MIB);
		}
		sleep_until(options, start_ms + options->breathe_period_ms);
		madvise(memory, length, MADV_DONTNEED);
	}
}

/* What was swapped out meanwhile comes back. */
static void sweep(const struct options *options)
{
	size_t length = (size_t)options->sweep_mib * MIB;
	char *memory = map_small_pages(length);

	for (long start_ms = milliseconds_since_ready();; start_ms += SWEEP_MS) {
		sleep_until(options, start_ms);
		touch(memory, length);
	}
}

static void take_huge(size_t length)
{
	char *memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0);

	if (memory == MAP_FAILED)
		fail(1, "cannot map %zu bytes of huge pages: %s (see vm.nr_hugepages)", length, strerror(errno));
	touch(memory, length);
}

static long number(const char *option, const char *text, long least, long most)
{
	char *end;
	long value;

	errno = 0;
	value = strtol(text, &end, 10);
	if (errno || end == text || *end || value < least || value > most)
		fail(2, "--%s wants a whole number from %ld to %ld, not '%s'", option, least, most, text);
	return value;
}

static enum growth growth(const char *text)
{
	static const char *const KINDS[] = { "anon", "file", "locked-file", "children", "pipes", "sockets" };

	for (int kind = AS_ANONYMOUS; kind <= AS_SOCKETS; kind++) {
		if (!strcmp(text, KINDS[kind]))
			return (enum growth)kind;
	}
	fail(2, "--grow-as wants anon, file, locked-file, children, pipes or sockets, not '%s'", text);
}

static struct options parse(int argc, char **argv)
{
	static const struct option KNOWN[] = {
		{ "name", required_argument, NULL, 'n' },
		{ "join", required_argument, NULL, 'j' },
		{ "oom-score-adj", required_argument, NULL, 'o' },
		{ "bind-node", required_argument, NULL, 'N' },
		{ "uid", required_argument, NULL, 'u' },
		{ "anon", required_argument, NULL, 'a' },
		{ "shmem", required_argument, NULL, 's' },
		{ "file", required_argument, NULL, 'f' },
		{ "threads", required_argument, NULL, 't' },
		{ "children", required_argument, NULL, 'c' },
		{ "child-anon", required_argument, NULL, 'C' },
		{ "child-oom-score-adj", required_argument, NULL, 'O' },
		{ "children-sharing", no_argument, NULL, 'Y' },
		{ "children-exiting", no_argument, NULL, 'X' },
		{ "sharer", no_argument, NULL, 'S' },
		{ "pause", no_argument, NULL, 'p' },
		{ "grow", required_argument, NULL, 'g' },
		{ "grow-limit", required_argument, NULL, 'l' },
		{ "grow-as", required_argument, NULL, 'A' },
		{ "grow-file", required_argument, NULL, 'F' },
		{ "breathe", required_argument, NULL, 'b' },
		{ "breathe-period", required_argument, NULL, 'B' },
		{ "sweep", required_argument, NULL, 'w' },
		{ "huge", required_argument, NULL, 'H' },
		{ "exit-after", required_argument, NULL, 'e' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 },
	};
	const long most_mib = LONG_MAX / MIB;
	struct options options = {
		.name = "hog",
		.bound_node = -1,
		.uid = -1,
		.grow_mib_per_second = NOT_GROWING,
		.grow_limit_mib = NO_END,
		.breathe_period_ms = 2000,
		.exit_after_ms = NO_END,
	};
	int index = 0;

	for (;;) {
		int letter = getopt_long(argc, argv, "", KNOWN, &index);
		const char *option = letter == -1 || letter == '?' ? "" : KNOWN[index].name;

		switch (letter) {
		case -1:
			if (optind < argc)
				fail(2, "unexpected argument '%s'; try --help", argv[optind]);
			if ((options.grow_as == AS_FILE || options.grow_as == AS_LOCKED_FILE) != !!options.grow_file)
				fail(2, "--grow-as file, --grow-as locked-file and --grow-file go together");
			return options;
		case 'n':
			if (strlen(optarg) > MAX_NAME || !*optarg)
				fail(2, "--name wants 1 to %d characters, not '%s'", MAX_NAME, optarg);
			options.name = optarg;
			break;
		case 'j':
			options.cgroup = optarg;
			break;
		case 'o':
			options.oom_score_adj = number(option, optarg, -1000, 1000);
			options.has_oom_score_adj = true;
			break;
		case 'N':
			options.bound_node = number(option, optarg, 0, 63);
			break;
		case 'u':
			options.uid = number(option, optarg, 0, INT_MAX);
			break;
		case 'a':
			options.anon_mib = number(option, optarg, 0, most_mib);
			break;
		case 's':
			options.shmem_mib = number(option, optarg, 0, most_mib);
			break;
		case 'f':
			options.file = optarg;
			break;
		case 't':
			options.threads = number(option, optarg, 0, 100000);
			break;
		case 'c':
			options.children = number(option, optarg, 0, 10000);
			break;
		case 'C':
			options.child_anon_mib = number(option, optarg, 0, most_mib);
			break;
		case 'O':
			options.child_oom_score_adj = number(option, optarg, -1000, 1000);
			options.has_child_oom_score_adj = true;
			break;
		case 'Y':
			options.children_sharing = true;
			break;
		case 'X':
			options.children_exiting = true;
			break;
		case 'S':
			options.sharer = true;
			break;
		case 'p':
			options.pause = true;
			break;
		case 'g':
			options.grow_mib_per_second = number(option, optarg, 0, 1000000);
			break;
		case 'l':
			options.grow_limit_mib = number(option, optarg, 0, most_mib);
			break;
		case 'A':
			options.grow_as = growth(optarg);
			break;
		case 'F':
			options.grow_file = optarg;
			break;
		case 'w':
			options.sweep_mib = number(option, optarg, 0, most_mib);
			break;
		case 'b':
			options.breathe_mib = number(option, optarg, 0, most_mib);
			break;
		case 'B':
			options.breathe_period_ms = number(option, optarg, 1, INT_MAX);
			break;
		case 'H':
			options.huge_mib = number(option, optarg, 0, most_mib);
			break;
		case 'e':
			options.exit_after_ms = number(option, optarg, 0, INT_MAX);
			break;
		case 'h':
			fputs(USAGE, stdout);
			exit(0);
		default:
			/* getopt has said what is wrong */
			exit(2);
		}
	}
}

int main(int argc, char **argv)
{
	struct options options = parse(argc, argv);

	if (options.cgroup)
		join_cgroup(options.cgroup);
	if (prctl(PR_SET_NAME, options.name))
		fail(1, "cannot take the name %s: %s", options.name, strerror(errno));
	if (options.has_oom_score_adj)
		set_oom_score_adj(options.oom_score_adj);
	if (options.bound_node >= 0)
		bind_to_node(options.bound_node);
	if (options.uid >= 0)
		become_user(options.uid);

	start_threads(options.threads);
	if (!options.children_sharing)
		start_children(&options);
	if (options.sharer)
		start_sharer(options.name);
	if (options.file)
		take_file(options.file);
	if (options.shmem_mib)
		take_shared((size_t)options.shmem_mib * MIB);
	if (options.anon_mib)
		take_anonymous((size_t)options.anon_mib * MIB);
	if (options.huge_mib)
		take_huge((size_t)options.huge_mib * MIB);
	if (options.children_sharing)
		start_children(&options);

	printf("ready %d\n", getpid());
	fflush(stdout);
	clock_gettime(CLOCK_MONOTONIC, &ready_at);

	if (options.pause)
		wait_for_a_byte();
	if (options.grow_mib_per_second != NOT_GROWING)
		grow(&options);
	if (options.sweep_mib)
		sweep(&options);
	if (options.breathe_mib)
		breathe(&options);
	sleep_until(&options, NO_END);
}
