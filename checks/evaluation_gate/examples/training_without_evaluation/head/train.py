import torch


def train(model, batches, optimizer):
    for batch in batches:
        loss = model(batch).loss
        loss.backward()
        optimizer.step()
