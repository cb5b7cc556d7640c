/**
 * The data of server-sent events, one text for each, as https://html.spec.whatwg.org/multipage/server-sent-events.html has them. By hand, since
 * `EventSource` can carry neither a token nor the number of the last event into a new connection.
 * @param alive called whenever anything came in, heartbeats too
 */
export async function readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onData: (data: string) => void,
  alive: () => void,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const parser = eventParser(onData);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    alive();
    parser(value);
  }
}

/** Takes a stream in pieces, wherever they are cut. */
export function eventParser(onData: (data: string) => void): (piece: string) => void {
  let rest = '';
  let data: string[] = [];
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) onData(data.join('\n'));
        data = [];
      } else if (line.startsWith('data:')) {
        data.push(line.slice(line[5] === ' ' ? 6 : 5));
      }
    }
  };
}
