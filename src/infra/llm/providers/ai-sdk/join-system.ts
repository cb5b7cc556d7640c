type Body = Readonly<Record<string, unknown>>;

const record = (value: unknown): Body | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : null;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The first message of a request in OpenAI's shape, where it holds instructions. */
function systemMessage(body: Body): Body | null {
  const first = record(list(body.messages)[0]);
  return first?.role === 'system' || first?.role === 'developer' ? first : null;
}

/** Whether instructions stand apart from the question: in a message of their own, or as Gemini's `systemInstruction`. */
export const hasSystem = (body: Body): boolean =>
  systemMessage(body) !== null || record(body.systemInstruction) !== null;

/** The same request with the instructions before the question, for models whose template knows no system message. */
export function joinSystem(body: Body): Body {
  const system = systemMessage(body);
  if (system !== null) {
    const [, user, ...rest] = list(body.messages);
    const question = record(user);
    return { ...body, messages: [{ ...question, content: joined(system.content, question?.content) }, ...rest] };
  }
  const { systemInstruction, ...others } = body;
  const parts = list(record(systemInstruction)?.parts);
  const [first, ...rest] = list(body.contents);
  const question = record(first);
  if (parts.length === 0 || question === null) return body;
  return { ...others, contents: [{ ...question, parts: [...parts, ...list(question.parts)] }, ...rest] };
}

/** Contents are texts, or lists of parts. */
function joined(system: unknown, question: unknown): unknown {
  if (typeof system === 'string' && typeof question === 'string') return `${system}\n\n${question}`;
  const parts = (content: unknown): readonly unknown[] =>
    typeof content === 'string' ? [{ type: 'text', text: content }] : list(content);
  return [...parts(system), ...parts(question)];
}
