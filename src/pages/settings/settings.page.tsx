import { changeSettings, THEMES, TIME_ZONES, useSettings } from '~/lib/settings'
import { SegmentedControl } from '~/ui/choice'
import { PageHeader } from '~/ui/page-header'
import { BudgetForm } from './budget-form'
import { ConnectionForm } from './connection-form'
import { LocalData } from './local-data'

const THEME_WORDS = { system: 'System', light: 'Light', dark: 'Dark' } as const
const TIME_ZONE_WORDS = { local: 'Local time', utc: 'UTC' } as const

function SettingsPage() {
  const { theme, timeZone } = useSettings()
  return (
    <>
      <title>Settings · Batch Console</title>
      <div className="grid max-w-3xl gap-10">
        <PageHeader title="Settings" />
        <ConnectionForm />
        <BudgetForm />
        <section aria-labelledby="display" className="grid gap-5 border-t border-line-strong pt-4">
          <h2 id="display" className="text-lg font-semibold">
            Display
          </h2>
          <SegmentedControl
            label="Theme"
            value={theme}
            options={THEMES.map((value) => ({ value, label: THEME_WORDS[value] }))}
            onValueChange={(next) => changeSettings({ theme: next })}
          />
          <SegmentedControl
            label="Times"
            value={timeZone}
            options={TIME_ZONES.map((value) => ({ value, label: TIME_ZONE_WORDS[value] }))}
            onValueChange={(next) => changeSettings({ timeZone: next })}
          />
          <p className="text-sm text-ink-muted">Kept in this browser.</p>
        </section>
        <LocalData />
      </div>
    </>
  )
}

export default { Component: SettingsPage }
