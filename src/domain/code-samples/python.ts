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


def fetch_answers(file_id, path, known):
    """Append the answers that came since the last call."""
    query = {"offset": len(known), "skip": len(known)}
    with path.open("a", encoding="utf-8") as out:
        with client.files.with_streaming_response.content(file_id, extra_query=query) as response:
            for line in response.iter_lines():
                if not line.strip():
                    continue
                row_id = json.loads(line)["id"]
                if row_id not in known:
                    known.add(row_id)
                    out.write(line + "\\n")


path = Path(${literal(resultsName(batch))})
path.touch()
known = {json.loads(line)["id"] for line in path.read_text("utf-8").splitlines() if line.strip()}

batch = client.batches.retrieve(${literal(batch.id)})  # or: batch = start()
while True:
    ended = batch.status in ("completed", "failed", "expired", "cancelled")
    try:
        if batch.output_file_id:
            fetch_answers(batch.output_file_id, path, known)
    except (APIConnectionError, json.JSONDecodeError):
        ended = False  # the connection was cut: go on from here
    print(batch.status, batch.request_counts, f"{len(known)} answers kept")
    if ended:
        break
    time.sleep(30)
    batch = client.batches.retrieve(batch.id)
`
}
