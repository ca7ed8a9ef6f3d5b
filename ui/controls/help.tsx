import { Dialog } from "../app/dialog.tsx"
import { COMMAND_GROUPS } from "./command.ts"
import { COMMANDS } from "./commands.ts"
import { closeDialog } from "./dialogs.ts"
import { Keys } from "./key-caps.tsx"
import { setSingleKeys, useSingleKeys } from "./keys.ts"
import "./palette.css"

/** The sheet of keys, from the table of commands. */
export function Help() {
  const isOn = useSingleKeys((state) => state.isOn)
  return (
    <Dialog title="Keys" testId="help" size="l" onClose={closeDialog}>
      <div className="dialog-content">
        <p className="help-note">
          <label>
            <input type="checkbox" checked={isOn} onChange={(event) => setSingleKeys(event.target.checked)} />
            Keys without Ctrl work
          </label>
          Everything is in the search as well.
        </p>
        <div className="help-groups">
          {COMMAND_GROUPS.map((group) => (
            <section key={group} aria-label={group}>
              <h3>{group}</h3>
              <dl>
                {COMMANDS.filter((command) => command.group === group && command.keys.length > 0).map(
                  ({ id, title, keys }) => (
                    <div key={id}>
                      <dt>{title}</dt>
                      <dd>
                        <Keys keys={keys} />
                      </dd>
                    </div>
                  ),
                )}
              </dl>
            </section>
          ))}
          <Places />
        </div>
      </div>
    </Dialog>
  )
}

/** Keys of single regions, which work where the focus is. */
const PLACES: readonly (readonly [place: string, keys: readonly (readonly [key: string, does: string])[]])[] = [
  [
    "In the picture",
    [
      ["ArrowRight", "The next node in that direction, as with the other arrows"],
      ["Enter", "Select the node or edge"],
      ["x", "Break the node or edge at the instant shown"],
    ],
  ],
  [
    "On the timeline",
    [
      ["ArrowRight", "A small step, Page up a large one"],
      ["Shift+ArrowRight", "Select time, to be looped or zoomed into"],
    ],
  ],
]

function Places() {
  return PLACES.map(([place, keys]) => (
    <section key={place} aria-label={place}>
      <h3>{place}</h3>
      <dl>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>{does}</dt>
            <dd>
              <Keys keys={[key]} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ))
}
