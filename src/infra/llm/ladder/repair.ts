/** Characters of the refused answer that are shown again: enough for the whole of a usual one. */
const SHOWN = 2_000;

/** The user prompt with what was wrong with the first answer, and, where it was whole, the answer itself. */
export function repairPrompt(user: string, reason: string, answer: string | null): string {
  const parts = [user, `# Correction\nYour previous answer was refused: ${reason}`];
  if (answer !== null && answer.trim() !== '') {
    const cut = answer.length > SHOWN ? `${answer.slice(0, SHOWN)}…` : answer;
    // As a JSON text: nothing in it can pass for a part of the prompt.
    parts.push(`The refused answer, as a JSON string: ${JSON.stringify(cut)}`);
  }
  parts.push('Answer again with one complete JSON object that mends this, and nothing else.');
  return parts.join('\n\n');
}
