// read_bandwidth THREADS [MIB]: how fast this machine reads memory: the sum of a large array, the
// best of five times. Prints bytes a second.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

// Adds integers: unlike doubles, a compiler may add many of them at once.
std::uint64_t parallel_sum(const std::vector<std::uint64_t>& numbers, std::size_t threads) {
  std::vector<std::uint64_t> sums(threads * 8);  // a cache line each
  std::vector<std::thread> running;
  for (std::size_t i = 0; i < threads; i++) {
    running.emplace_back([&numbers, &sums, threads, i] {
      const auto part = [&](std::size_t n) {
        return numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / threads * n);
      };
      sums[i * 8] = std::accumulate(part(i), part(i + 1), std::uint64_t{0});
    });
  }
  for (std::thread& thread : running) thread.join();
  return std::accumulate(sums.begin(), sums.end(), std::uint64_t{0});
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t threads = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 0;
  const std::size_t mib = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1024;
  if (threads == 0 || mib == 0) {
    std::fputs("usage: read_bandwidth THREADS [MIB]\n", stderr);
    return 2;
  }
  const std::vector<std::uint64_t> numbers((mib << 20) / sizeof(std::uint64_t) / threads * threads,
                                           1);
  double best = 1e9;
  bool right = true;
  for (int i = 0; i < 5; i++) {
    const Clock::time_point start = Clock::now();
    right = right && parallel_sum(numbers, threads) == numbers.size();
    best = std::min(best, std::chrono::duration<double>(Clock::now() - start).count());
  }
  std::printf("%.0f\n", static_cast<double>(numbers.size() * sizeof(std::uint64_t)) / best);
  return right ? 0 : 1;
}
