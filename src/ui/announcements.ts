/** `now`: the outcome of what the person did. `live`: a number that changes by itself. */
export type Urgency = 'now' | 'live'

/** Live numbers are spoken at most this often, and not sooner after an outcome. */
const LIVE_PAUSE_MS = 10_000

interface Clock {
  now: () => number
  /** Calls back after so many milliseconds; returns the way to call it off. */
  after: (milliseconds: number, callback: () => void) => () => void
}

/**
 * Decides what a screen reader hears and when: outcomes at once, live numbers the newest only and at most
 * every 10 s, so that progress never talks over the person's work.
 * @param speak puts a message into the live region
 */
export function createAnnouncements(speak: (message: string) => void, clock: Clock) {
  let lastSpoken = Number.NEGATIVE_INFINITY
  let waiting: string | null = null
  let callOff: (() => void) | null = null

  function speakLive(message: string) {
    waiting = null
    callOff = null
    lastSpoken = clock.now()
    speak(message)
  }

  function speakWaiting() {
    // An outcome has been spoken meanwhile: it must be heard out.
    const pause = lastSpoken + LIVE_PAUSE_MS - clock.now()
    if (pause > 0) callOff = clock.after(pause, speakWaiting)
    else if (waiting !== null) speakLive(waiting)
  }

  return {
    announce(message: string, urgency: Urgency = 'now') {
      if (urgency === 'now') {
        lastSpoken = clock.now()
        speak(message)
        return
      }
      const pause = lastSpoken + LIVE_PAUSE_MS - clock.now()
      if (pause <= 0) {
        speakLive(message)
        return
      }
      waiting = message
      callOff ??= clock.after(pause, speakWaiting)
    },
    stop() {
      callOff?.()
      callOff = null
      waiting = null
    },
  }
}
