import { changeSettings, useSettings } from '~/lib/settings'
import { Dialog } from '~/ui/dialog'
import { CheckboxField } from '~/ui/field'
import { CONTROL_KEY } from './control-key'
import { OTHER_KEYS, SHORTCUTS, SHORTCUT_GROUPS } from './shortcuts'

/** How a key is written on a keyboard, where its `KeyboardEvent.key` is not. */
const KEY_CAPS: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑' }

/** All keys of the frame, and the switch for those that are pressed without Ctrl or ⌘. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const { singleKeys } = useSettings()
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        {SHORTCUT_GROUPS.map((group) => (
          <section key={group}>
            <h3 className="border-b border-line pb-1.5 text-sm font-medium text-ink-muted">{group}</h3>
            <dl>
              {[...SHORTCUTS, ...OTHER_KEYS]
                .filter((shortcut) => shortcut.group === group)
                .map((shortcut) => (
                  <div
                    key={shortcut.label}
                    className="flex items-center justify-between gap-4 border-b border-line py-2"
                  >
                    <dt>{shortcut.label}</dt>
                    <dd className="flex gap-1">
                      {'withControl' in shortcut ? <KeyCap>{CONTROL_KEY}</KeyCap> : null}
                      {shortcut.keys.map((key) => (
                        <KeyCap key={key}>{KEY_CAPS[key] ?? key}</KeyCap>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <div className="sm:col-start-2">
          <CheckboxField
            label="Use single keys"
            hint="Switch them off if speech input or a screen reader presses them."
            checked={singleKeys}
            onChange={(event) => changeSettings({ singleKeys: event.target.checked })}
          />
        </div>
      </div>
    </Dialog>
  )
}

function KeyCap({ children }: { children: string }) {
  return (
    <kbd className="inline-flex h-6 min-w-6 items-center justify-center rounded-sm border border-line-strong/60 px-1.5 font-mono text-xs">
      {children}
    </kbd>
  )
}
