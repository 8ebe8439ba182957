import type { Random } from "./random.js";

const SURNAMES = [
  ..."李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文",
];
const FEMALE = [
  ..."芳娜敏静丽艳娟霞秀燕玲桂英华慧巧美娥萍红玉珍莉洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤倩婷雅怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思",
];
const MALE = [
  ..."伟刚勇毅俊峰强军平保东文辉力明永健世广志义兴良海山仁波宁贵福生龙元全国胜学祥才发武新利清飞彬富顺信子杰涛昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆磊民友裕河哲江超浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘",
];

export interface DemoName {
  readonly name: string;
  /** How an advisor addresses the customer. */
  readonly salutation: string;
}

/** A made-up Chinese name and the salutation that suits it: 女士 or 姐 for her, 先生 for him. */
export function makeName(random: Random, female: boolean, close: boolean): DemoName {
  const surname = oneOf(random, SURNAMES);
  const letters = female ? FEMALE : MALE;
  const given = random.chance(0.72) ? oneOf(random, letters) + oneOf(random, letters) : oneOf(random, letters);
  const title = female ? (close ? "姐" : "女士") : "先生";
  return { name: surname + given, salutation: surname + title };
}

const oneOf = (random: Random, letters: readonly string[]): string => letters[random.int(0, letters.length - 1)] ?? "";
