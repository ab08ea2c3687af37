"""System calls that the filter keeps from an engine, by what they would be good for, with their numbers per processor."""

from __future__ import annotations

# By kind of attack: each group is one mutation of the filter, which allows all of it.
GROUPS = {
    "namespaces": "unshare setns",
    "a clone whose flags cannot be read": "clone3",
    "mounts": "mount umount2 pivot_root chroot",
    "the new mount interface": "fsopen fsmount open_tree move_mount mount_setattr statmount listmount",
    "keyrings": "add_key request_key keyctl",
    "tracing": "ptrace kcmp",
    "other processes' memory": "process_vm_readv process_vm_writev process_madvise",
    "handles on processes": "pidfd_open pidfd_getfd pidfd_send_signal",
    "io_uring": "io_uring_setup io_uring_enter io_uring_register",
    "old asynchronous I/O": "io_setup",
    "bpf": "bpf",
    "perf": "perf_event_open",
    "page faults": "userfaultfd",
    "anonymous files": "memfd_create memfd_secret",
    "file handles": "name_to_handle_at open_by_handle_at",
    "watching files": "fanotify_init inotify_init1",
    "kernel code": "kexec_load kexec_file_load init_module finit_module delete_module",
    "the machine's power": "reboot",
    "swap, quota and accounts": "swapon swapoff quotactl acct",
    "the kernel's log": "syslog",
    "ports and tables of the processor": "iopl ioperm modify_ldt",
    "clocks": "settimeofday clock_settime clock_adjtime adjtimex",
    "names of the machine": "sethostname setdomainname",
    "device files": "mknodat",
    "locked memory": "mlock mlockall",
    "System V IPC": "shmget semget msgget",
    "message queues": "mq_open",
    "users": "setuid setgid setgroups setresuid setresgid setreuid setfsuid",
    "capabilities": "capset",
    "filters": "seccomp landlock_create_ruleset",
    "scheduling": "sched_setscheduler sched_setattr ioprio_set",
    "memory of other nodes": "migrate_pages move_pages mbind set_mempolicy",
    "owners and attributes": "fchownat setxattr fchmodat2",
    "programs by descriptor": "execveat",
    "sockets": "connect bind listen accept4 sendmmsg",
    "pipes over memory": "vmsplice",
}

NUMBERS = {
    "x86_64": """
clone3=435 unshare=272 setns=308 mount=165 umount2=166 pivot_root=155 chroot=161 fsopen=430 fsmount=432 open_tree=428
move_mount=429 mount_setattr=442 statmount=457 listmount=458 add_key=248 request_key=249 keyctl=250 ptrace=101
process_vm_readv=310 process_vm_writev=311 process_madvise=440 pidfd_open=434 pidfd_getfd=438 pidfd_send_signal=424 kcmp=312
io_uring_setup=425 io_uring_enter=426 io_uring_register=427 bpf=321 perf_event_open=298 userfaultfd=323 memfd_create=319
memfd_secret=447 name_to_handle_at=303 open_by_handle_at=304 fanotify_init=300 inotify_init1=294 kexec_load=246
kexec_file_load=320 init_module=175 finit_module=313 delete_module=176 reboot=169 swapon=167 swapoff=168 quotactl=179 acct=163
syslog=103 iopl=172 ioperm=173 modify_ldt=154 settimeofday=164 clock_settime=227 clock_adjtime=305 adjtimex=159 sethostname=170
setdomainname=171 mknodat=259 mlock=149 mlockall=151 shmget=29 semget=64 msgget=68 mq_open=240 setuid=105 setgid=106
setgroups=116 setresuid=117 setresgid=119 setreuid=113 setfsuid=122 capset=126 seccomp=317 landlock_create_ruleset=444
sched_setscheduler=144 sched_setattr=314 ioprio_set=251 migrate_pages=256 move_pages=279 mbind=237 set_mempolicy=238
fchownat=260 setxattr=188 fchmodat2=452 execveat=322 connect=42 bind=49 listen=50 accept4=288 sendmmsg=307 vmsplice=278
io_setup=206 personality=135 clone=56 prlimit64=302 getpid=39 ioctl=16 tgkill=234 rt_sigqueueinfo=129
""",
    "aarch64": """
clone3=435 unshare=97 setns=268 mount=40 umount2=39 pivot_root=41 chroot=51 fsopen=430 fsmount=432 open_tree=428 move_mount=429
mount_setattr=442 statmount=457 listmount=458 add_key=217 request_key=218 keyctl=219 ptrace=117 process_vm_readv=270
process_vm_writev=271 process_madvise=440 pidfd_open=434 pidfd_getfd=438 pidfd_send_signal=424 kcmp=272 io_uring_setup=425
io_uring_enter=426 io_uring_register=427 bpf=280 perf_event_open=241 userfaultfd=282 memfd_create=279 memfd_secret=447
name_to_handle_at=264 open_by_handle_at=265 fanotify_init=262 inotify_init1=26 kexec_load=104 kexec_file_load=294 init_module=105
finit_module=273 delete_module=106 reboot=142 swapon=224 swapoff=225 quotactl=60 acct=89 syslog=116 settimeofday=170
clock_settime=112 clock_adjtime=266 adjtimex=171 sethostname=161 setdomainname=162 mknodat=33 mlock=228 mlockall=230 shmget=194
semget=190 msgget=186 mq_open=180 setuid=146 setgid=144 setgroups=159 setresuid=147 setresgid=149 setreuid=145 setfsuid=151
capset=91 seccomp=277 landlock_create_ruleset=444 sched_setscheduler=119 sched_setattr=274 ioprio_set=30 migrate_pages=238
move_pages=239 mbind=235 set_mempolicy=237 fchownat=54 setxattr=5 fchmodat2=452 execveat=281 connect=203 bind=200 listen=201
accept4=242 sendmmsg=269 vmsplice=75 io_setup=0 personality=92 clone=220 prlimit64=261 getpid=172 ioctl=29 tgkill=131 rt_sigqueueinfo=138
""",
}


def numbers(machine: str) -> dict[str, int]:
    return {name: int(number) for name, _, number in (entry.partition("=") for entry in NUMBERS[machine].split())}


def denied(machine: str) -> dict[str, int]:
    """The calls of all groups that this processor has."""
    known = numbers(machine)
    return {name: known[name] for group in GROUPS.values() for name in group.split() if name in known}
