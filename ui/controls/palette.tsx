import { useSession } from "../state/context.ts"
import { closeDialog } from "./dialogs.ts"
import { FoundList } from "./found-list.tsx"
import { paletteEntries } from "./palette-entries.ts"

/** Search over commands, nodes, moments, panels and scenarios. */
export function Palette() {
  const session = useSession()
  return (
    <FoundList
      title="Search"
      testId="palette"
      label="Search commands, nodes, moments and scenarios"
      placeholder="What would you like to do or to see"
      entriesOf={(typed) => paletteEntries(session, typed)}
      onChoose={(entry) => {
        closeDialog()
        // After the dialog has gone and given back the focus: what is run may open another.
        setTimeout(() => entry.run())
      }}
      onClose={closeDialog}
    />
  )
}
