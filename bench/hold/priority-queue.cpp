// The hold model with std::priority_queue, for `hold.ts`: priority-queue <file> <pending> <delays> <warm-up> <steps> <rounds>
// The file holds `pending` first times and then `delays` delays, as doubles. Prints CPU ns a step of each round and the sum.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <queue>
#include <vector>

struct Event {
  double time;
  uint32_t sequence;
  int32_t actor, kind, argument;
};

struct Later {
  bool operator()(const Event& a, const Event& b) const {
    return a.time != b.time ? a.time > b.time : static_cast<int32_t>(a.sequence - b.sequence) > 0;
  }
};

int main(int count, char** words) {
  if (count != 7) return 2;
  const long pending = atol(words[2]), delays = atol(words[3]), warmUp = atol(words[4]), steps = atol(words[5]);
  const int rounds = atoi(words[6]);
  std::vector<double> values(pending + delays);
  FILE* file = fopen(words[1], "rb");
  if (!file || fread(values.data(), 8, values.size(), file) != values.size()) return 1;
  const double* delay = values.data() + pending;

  std::priority_queue<Event, std::vector<Event>, Later> queue;
  uint32_t sequence = 0;
  for (long i = 0; i < pending; i++) queue.push({values[i], sequence++, static_cast<int32_t>(i & 3), 8, static_cast<int32_t>(i)});
  uint32_t sum = 0;
  auto hold = [&](long n) {
    for (long i = 0; i < n; i++) {
      const Event event = queue.top();
      queue.pop();
      sum += static_cast<uint32_t>(event.argument) * (i & 7);
      queue.push({event.time + delay[i & (delays - 1)], sequence++, event.actor, event.kind, event.argument});
    }
  };
  hold(warmUp);
  for (int round = 0; round < rounds; round++) {
    const clock_t start = clock();
    hold(steps);
    printf("%.3f\n", (clock() - start) * (1e9 / CLOCKS_PER_SEC) / steps);
  }
  printf("%d\n", static_cast<int32_t>(sum));
}
