/*
 * Answers the CPUID instructions of a patched library as a processor with AVX2 and FMA but without AVX-512, VNNI and
 * AMX does. scripts/avx2-engine.sh replaces each CPUID of a copy of the library by INT3 and NOP, and compiles this file
 * into a library for LD_PRELOAD, which executes the real CPUID when INT3 traps and clears those bits.
 */
#define _GNU_SOURCE
#include <cpuid.h>
#include <signal.h>
#include <string.h>
#include <ucontext.h>

enum { LEAF_FEATURES = 7, LEAF_AVX10 = 0x24, INT3 = 0xCC };

/* AVX512F, DQ, IFMA, PF, ER, CD, BW, VL */
#define LEAF_7_EBX (1u << 16 | 1u << 17 | 1u << 21 | 1u << 26 | 1u << 27 | 1u << 28 | 1u << 30 | 1u << 31)
/* AVX512_VBMI, VBMI2, VNNI, BITALG, VPOPCNTDQ */
#define LEAF_7_ECX (1u << 1 | 1u << 6 | 1u << 11 | 1u << 12 | 1u << 14)
/* AVX512_4VNNIW, 4FMAPS, VP2INTERSECT; AMX_BF16, AVX512_FP16, AMX_TILE, AMX_INT8 */
#define LEAF_7_EDX (1u << 2 | 1u << 3 | 1u << 8 | 1u << 22 | 1u << 23 | 1u << 24 | 1u << 25)
/* AVX_VNNI, AVX512_BF16, AMX_FP16, AVX_IFMA */
#define LEAF_7_1_EAX (1u << 4 | 1u << 5 | 1u << 21 | 1u << 23)
/* AVX_VNNI_INT8, AVX_NE_CONVERT, AMX_COMPLEX, AVX_VNNI_INT16, AVX10 */
#define LEAF_7_1_EDX (1u << 4 | 1u << 5 | 1u << 8 | 1u << 10 | 1u << 19)

static struct sigaction previous;

static void pass_on(int signal, siginfo_t *info, void *context) {
  if (previous.sa_flags & SA_SIGINFO) {
    previous.sa_sigaction(signal, info, context);
  } else if (previous.sa_handler == SIG_DFL) {
    sigaction(signal, &previous, NULL);
    raise(signal);
  } else if (previous.sa_handler != SIG_IGN) {
    previous.sa_handler(signal);
  }
}

static void answer(int signal, siginfo_t *info, void *context) {
  greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
  const unsigned char *next = (const unsigned char *)registers[REG_RIP];
  if (next[-1] != INT3 || next[0] != 0x90) {
    pass_on(signal, info, context);
    return;
  }
  unsigned leaf = (unsigned)registers[REG_RAX];
  unsigned part = (unsigned)registers[REG_RCX];
  unsigned a, b, c, d;
  __cpuid_count(leaf, part, a, b, c, d);
  if (leaf == LEAF_FEATURES && part == 0) {
    b &= ~LEAF_7_EBX;
    c &= ~LEAF_7_ECX;
    d &= ~LEAF_7_EDX;
  } else if (leaf == LEAF_FEATURES && part == 1) {
    a &= ~LEAF_7_1_EAX;
    d &= ~LEAF_7_1_EDX;
  } else if (leaf == LEAF_AVX10) {
    a = b = c = d = 0;
  }
  registers[REG_RAX] = a;
  registers[REG_RBX] = b;
  registers[REG_RCX] = c;
  registers[REG_RDX] = d;
}

__attribute__((constructor)) static void install(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = answer;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  sigaction(SIGTRAP, &action, &previous);
}
