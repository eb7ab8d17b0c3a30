"""One measure of PyTorch in a process of its own; prints one number.

    forward|train CELL TxBxIxHxlayers THREADS   milliseconds (median)
    step CELL SIZE THREADS                      microseconds (median)
    loop BATCHES THREADS                        milliseconds a batch (median)

forward and step run in inference mode; train gives the gradients of the input and of all weights, without an optimizer;
loop trains a text classifier on padded batches with Adam and clipping.
"""
import statistics
import sys
import time

import torch

WARM_UP, MEASURED = 2.0, 1.0


def median(run, scale):
    end = time.perf_counter() + WARM_UP
    while time.perf_counter() < end:
        run()
    times, end = [], time.perf_counter() + MEASURED
    while time.perf_counter() < end or len(times) < 3:
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * scale)
    return statistics.median(times)


def recurrent(method, cell, shape):
    T, B, I, H, layers = map(int, shape.split("x"))
    stack = getattr(torch.nn, cell.upper())(I, H, layers)
    x = torch.randn(T, B, I, requires_grad=True)
    dy = torch.randn(T, B, H)

    def forward():
        with torch.inference_mode():
            stack(x)

    def train():
        stack.zero_grad()
        x.grad = None
        stack(x)[0].backward(dy)

    return median(train if method == "train" else forward, 1e3)


def step(cell, size):
    layer = getattr(torch.nn, cell.upper() + "Cell")(size, size)
    x = torch.randn(1, size)
    state = (torch.zeros(1, size), torch.zeros(1, size)) if cell == "lstm" else torch.zeros(1, size)

    def run():
        with torch.inference_mode():
            layer(x, state)

    return median(run, 1e6)


class Classifier(torch.nn.Module):
    def __init__(self, tokens, width, hidden, classes):
        super().__init__()
        self.embedding = torch.nn.Embedding(tokens, width, padding_idx=0)
        self.encoder = torch.nn.LSTM(width, hidden)
        self.output = torch.nn.Linear(hidden, classes)

    def forward(self, ids, lengths):
        states, _ = self.encoder(self.embedding(ids))
        return self.output(states[lengths - 1, torch.arange(len(lengths))])


def read(path):
    with open(path, encoding="utf-8") as lines:
        sizes = list(map(int, next(lines).split()))
        batches = {}
        for line in lines:
            batch, label, *tokens = map(int, line.split())
            batches.setdefault(batch, []).append((tokens, label))
    padded = []
    for texts in batches.values():
        lengths = torch.tensor([len(tokens) for tokens, _ in texts])
        ids = torch.zeros(int(lengths.max()), len(texts), dtype=torch.long)
        for b, (tokens, _) in enumerate(texts):
            ids[: len(tokens), b] = torch.tensor(tokens)
        padded.append((ids, lengths, torch.tensor([label for _, label in texts])))
    return sizes, padded


def loop(path):
    sizes, batches = read(path)
    model = Classifier(*sizes)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

    def run():
        for ids, lengths, labels in batches:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(ids, lengths), labels).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()

    return median(run, 1e3) / len(batches)


what, *arguments, threads = sys.argv[1:]
torch.set_num_threads(int(threads))
if what == "step":
    print(step(arguments[0], int(arguments[1])))
elif what == "loop":
    print(loop(arguments[0]))
else:
    print(recurrent(what, *arguments))
