import { linkMentions, mentionAt, nameMentions } from './mentions';

const addressOf = (ref: { kind: string; namespace: string; name: string }) =>
  `/catalog/${ref.namespace}/${ref.kind}/${ref.name}`;

describe('Mentions', () => {
  it.each([
    [
      'Ask @user:default/amelia.hart.',
      'Ask [@Amelia Hart](/catalog/default/user/amelia.hart).',
    ],
    [
      '(@component:platform/kafka-topic)',
      '([@Kafka topic](/catalog/platform/component/kafka-topic))',
    ],
    ['mail me@user:default/x', 'mail me@user:default/x'],
    ['`@user:default/x` stays', '`@user:default/x` stays'],
    ['```\n@user:default/x\n```', '```\n@user:default/x\n```'],
    ['@amelia is no ref', '@amelia is no ref'],
  ])('are links in %s', (text, linked) => {
    expect(linkMentions(text, addressOf)).toBe(linked);
  });

  it('are names where there is no Markdown', () => {
    expect(nameMentions('Ask @user:default/amelia.hart.')).toBe(
      'Ask @Amelia Hart.',
    );
  });

  it('are found where the caret is', () => {
    expect(mentionAt('Ask @ame', 8)).toEqual({ text: 'ame', from: 4 });
    expect(mentionAt('Ask @ame', 6)).toEqual({ text: 'a', from: 4 });
    expect(mentionAt('a@b', 3)).toBeUndefined();
    expect(mentionAt('Ask @ame now', 12)).toBeUndefined();
  });
});
