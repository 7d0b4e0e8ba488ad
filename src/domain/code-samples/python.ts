import { KEY_VARIABLE, type SampleInput, resultsName } from './sample-input.ts'

/** Text as a Python string literal: JSON's escapes mean the same there. */
function literal(text: string): string {
  return JSON.stringify(text)
}

/** A script for the `openai` package: upload, start, poll, and a download that never keeps an answer twice. */
export function pythonSample({ batch, baseUrl, fileName, apiKey }: SampleInput): string {
  const metadata = Object.entries(batch.metadata)
    .map(([key, value]) => `${literal(key)}: ${literal(value)}`)
    .join(', ')
  return `# pip install openai
import json
import os
import time
from pathlib import Path

from openai import APIConnectionError, OpenAI

try:
    from httpx2 import TransportError  # openai 3 reads answers with httpx2
except ImportError:
    from httpx import TransportError

client = OpenAI(
    base_url=${literal(baseUrl)},
    api_key=${apiKey ? literal(apiKey) : `os.environ[${literal(KEY_VARIABLE)}]`},
)


def start():
    """Upload the file and start a batch like this one."""
    with open(${literal(fileName)}, "rb") as file:
        uploaded = client.files.create(file=file, purpose="batch")
    return client.batches.create(
        input_file_id=uploaded.id,
        endpoint=${literal(batch.endpoint)},
        completion_window=${literal(batch.completion_window)},${metadata ? `\n        metadata={${metadata}},` : ''}
    )


def id_of(line):
    """The id of a kept answer; None for a blank line and for one that a crash has cut."""
    try:
        return json.loads(line)["id"]
    except (ValueError, KeyError, TypeError):
        return None


def lines_of(chunks):
    """Lines as bytes: a text may hold characters that Python takes for line ends, JSON Lines does not."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\\n")
        yield from lines
    yield rest


def fetch_answers(file_id, path, known):
    """Append the answers that came since the last call."""
    query = {"offset": len(known), "skip": len(known)}
    with path.open("ab") as out:
        with client.files.with_streaming_response.content(file_id, extra_query=query) as response:
            for line in lines_of(response.iter_bytes()):
                if not line.strip():
                    continue
                row_id = json.loads(line)["id"]
                if row_id not in known:
                    out.write(line + b"\\n")
                    known.add(row_id)


path = Path(${literal(resultsName(batch))})
path.touch()
kept = [line for line in path.read_bytes().split(b"\\n") if id_of(line) is not None]
path.write_bytes(b"".join(line + b"\\n" for line in kept))
known = {id_of(line) for line in kept}

batch = client.batches.retrieve(${literal(batch.id)})  # or: batch = start()
while True:
    ended = batch.status in ("completed", "failed", "expired", "cancelled")
    try:
        if batch.output_file_id:
            fetch_answers(batch.output_file_id, path, known)
    except (APIConnectionError, TransportError, ValueError):
        ended = False  # the connection was cut, perhaps inside a line: go on from here
    print(batch.status, batch.request_counts, f"{len(known)} answers kept")
    if ended:
        break
    time.sleep(30)
    batch = client.batches.retrieve(batch.id)
`
}
