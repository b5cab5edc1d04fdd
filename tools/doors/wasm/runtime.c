/* What clang and wasi-libc leave to the runtime. */

/* The tag of C++'s exceptions. */
__asm__(
    "  .globl __cpp_exception\n"
    "  .tagtype __cpp_exception i32\n"
    "__cpp_exception:\n");

/* Destructors of thread_local objects never run: the one thread lives as long as the module. */
int __cxa_thread_atexit(void (*destroy)(void*), void* object, void* library) {
  (void)destroy;
  (void)object;
  (void)library;
  return 0;
}
