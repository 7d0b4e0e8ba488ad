import { joinPieces } from '../../../jsonl/lines.ts'
import type { Change, FixContext, RewriteOutcome } from '../changes.ts'
import { IdCollector } from '../id-collector.ts'
import { Rewriter } from '../rewriter.ts'

interface Rewritten {
  bytes: Uint8Array<ArrayBuffer>
  dropped: Uint8Array<ArrayBuffer>
  outcome: RewriteOutcome
}

/** Rewrites a file as a whole. @param cuts where it is cut into chunks, whatever its length */
export function rewriteBytes(
  file: Uint8Array,
  changes: readonly Change[],
  context: FixContext,
  cuts: readonly number[] = [],
): Rewritten {
  const places = [0, ...cuts.map((cut) => cut % (file.length + 1)).sort((a, b) => a - b), file.length]
  const chunks = places.slice(1).map((end, index) => file.slice(places[index], end))
  const collector = new IdCollector(changes)
  for (const chunk of chunks) collector.push(chunk)
  const written: Uint8Array[] = []
  const dropped: Uint8Array[] = []
  const rewriter = new Rewriter({
    changes,
    context,
    ids: collector.finish(),
    write: (bytes) => written.push(bytes.slice()),
    drop: (bytes) => dropped.push(bytes.slice()),
  })
  for (const chunk of chunks) rewriter.push(chunk)
  const outcome = rewriter.finish()
  return {
    bytes: Uint8Array.from(joinPieces(written)),
    dropped: Uint8Array.from(joinPieces(dropped)),
    outcome,
  }
}
