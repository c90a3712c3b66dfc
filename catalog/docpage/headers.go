package docpage

import (
	"slices"
	"strings"
)

// A role says what the cells of a column contain.
type role string

const (
	roleStatus      role = "HTTP status"
	roleCode        role = "code"
	roleValue       role = "number"
	roleName        role = "name"
	roleMessage     role = "message"
	roleDescription role = "description"
	roleRemedy      role = "remedy"
	roleZh          role = "Chinese text"
	roleRetry       role = "retry" // whether a retry can help
	roleOther       role = "other" // known, but not part of a catalog
)

// A heading is a known header of a column.
type heading struct {
	words string // the result of normalize
	roles []role // the possible roles of the column, the most likely first; the cells decide
}

// headings returns the known headers.
func headings() []heading {
	status := []role{roleStatus, roleCode, roleValue}
	code := []role{roleCode, roleValue, roleStatus}
	value := []role{roleValue, roleCode}
	name := []role{roleName, roleCode}
	message := []role{roleMessage, roleName, roleCode}
	description := []role{roleDescription}
	remedy := []role{roleRemedy}
	other := []role{roleOther}
	table := []struct {
		roles []role
		words string
	}{
		{status, "http status code,http status,http,http code,http response code,http error code,status code,http status codes," +
			"response status code,response code,http statuscode,statuscode,httpcode,http_code,http_status,status_code"},
		{status, "http 状态码,http状态码,状态码,http 返回码,http返回码,响应码,http 响应码,http状态,http 状态,http code 码"},
		{[]role{roleStatus, roleName, roleCode}, "status,status type,状态"},
		{code, "error code,errorcode,error_code,code,error codes,exception code,fault code,result code,return code,err code," +
			"errcode,err_code,api error code,exception,constant,error id,enum,error key,error constant,service error code"},
		{code, "错误码,错误代码,返回码,代码,错误编码,异常码,结果码,错误代码 code,错误码 code,枚举值,业务码"},
		{[]role{roleMessage, roleName, roleCode}, "error,errors,错误"},
		{value, "value,number,numeric code,numeric value,decimal,error number,errno,integer value,int value,code number,num,code value"},
		{value, "数值,值,错误号,数字码,错误值"},
		{name, "name,error name,error type,status code name,code name,status name,identifier,symbol,symbolic name,reason phrase,text,title"},
		{name, "名称,错误名称,错误类型,状态码名称,标识"},
		{message, "error message,message,msg,errormessage,error_message,error msg,error_msg,errmsg,english description,message text," +
			"error text,error string,response message,returned message,message format,error messages,example message"},
		{message, "错误信息,错误消息,提示信息,错误提示,返回信息,报错信息,消息,信息,返回消息,英文描述"},
		{description, "description,error code description,error code definition,definition,meaning,explanation,details,detail,error description," +
			"cause,possible cause,possible causes,causes,reasons,remarks,notes,note,comment,comments,summary,when,usage,issue," +
			"error details,code description,status code description,what it means,common cause,common causes,scenario,background"},
		{description, "描述,说明,含义,错误描述,错误说明,错误码说明,错误码描述,原因,错误原因,可能原因,定义,错误码定义,备注,解释,详细说明,详情,释义,含义说明"},
		{remedy, "solution,solutions,processing logic,handling,how to handle,how to fix,resolution,remedy,recommended action,suggested action,action," +
			"actions,fix,workaround,suggestion,suggestions,handling suggestion,handling suggestions,troubleshooting,what to do,recommendation," +
			"recommendations,processing method,handling method,handling measure,corrective action,user action,how to resolve,what you should do," +
			"recommended solution,client action,next steps,mitigation,recovery,advice,response,recommended handling,measure"},
		{remedy, "解决方案,解决方法,解决办法,处理措施,处理建议,处理方法,处理逻辑,处理方式,建议,措施,操作建议,解决措施,处理办法,建议操作,排查方法,处理,应对措施"},
		{[]role{roleRetry}, "retry,retryable,retryable?,retry?,retriable,retriable?,can retry,can retry?,can be retried,can be retried?,should retry,should retry?," +
			"is retryable,retry allowed,retry possible,safe to retry,safe to retry?,retry advice,retry recommended,是否可重试,可重试,是否重试,能否重试,可否重试"},
		{[]role{roleZh}, "chinese description,中文描述,中文说明,中文信息,中文含义,中文"},
		{[]role{roleDescription, roleCode}, "reason"},
		{[]role{roleOther, roleCode}, "id,type,error class,class,类型"},
		{other, "no,no.,number of,#,category,module,required,parameter,parameters,field,fields,default,since,version,example,examples," +
			"http method,method,applicable api,api,api operation,operation,interface,severity,level,soap fault code prefix,data type,link,links"},
		{other, "序号,类别,模块,参数,参数名,参数名称,字段,是否必选,默认值,版本,示例,接口,分类,必选,错误级别"},
	}
	var list []heading
	for _, row := range table {
		for words := range strings.SplitSeq(row.words, ",") {
			list = append(list, heading{words, row.roles})
		}
	}
	return list
}

// maxHeader is the maximum length of a header in bytes.
const maxHeader = 100

// A vocabulary looks up headers. There is one for each page.
type vocabulary struct {
	roles    map[string][]role
	maxWords int // number of words of the longest heading
}

func newVocabulary() *vocabulary {
	v := &vocabulary{roles: map[string][]role{}}
	for _, h := range headings() {
		v.roles[h.words] = h.roles
		v.maxWords = max(v.maxWords, len(strings.Fields(h.words)))
	}
	return v
}

// normalize returns a header in lower case, without markup and punctuation around it.
func normalize(header string) string {
	words := strings.Fields(strings.ToLower(header))
	return strings.Trim(strings.Join(words, " "), " *_`:：.()（）[]\"'")
}

// rolesOf returns the possible roles of a column with the header, or nil if the header is not known.
func (v *vocabulary) rolesOf(header string) []role {
	if len(header) > maxHeader {
		return nil
	}
	return v.roles[normalize(header)]
}

// splitHeader splits a line into known headers: at least two, one of them that of a code or status. It returns nil if
// that is not possible. "Error code description" may be one header or two: it is two, unless a header would be
// duplicate.
func (v *vocabulary) splitHeader(line string) []string {
	if len(line) > 4*maxHeader {
		return nil
	}
	words := strings.Fields(line)
	if len(words) < 2 {
		return nil
	}
	separate, compound := v.segment(words, false), v.segment(words, true)
	for _, required := range []role{roleCode, roleStatus} {
		for _, headers := range [][]string{separate, compound} {
			if v.plausible(headers, required) {
				return headers
			}
		}
	}
	return nil
}

// plausible reports whether all headers are different and one of them most likely has the required role.
func (v *vocabulary) plausible(headers []string, required role) bool {
	found := false
	for i, h := range headers {
		if slices.ContainsFunc(headers[:i], func(other string) bool { return normalize(other) == normalize(h) }) {
			return false
		}
		found = found || v.rolesOf(h)[0] == required
	}
	return found
}

// segment divides words into the smallest number of known headers. It uses headers for which isCompound is true only if
// compound is set.
func (v *vocabulary) segment(words []string, compound bool) []string {
	best := make([]int, len(words)+1) // smallest number of headers for the words from i on; 0 if impossible
	step := make([]int, len(words)+1) // number of words of the first of these headers
	for i := len(words) - 1; i >= 0; i-- {
		for n := min(v.maxWords, len(words)-i); n > 0; n-- {
			phrase := strings.Join(words[i:i+n], " ")
			if best[i+n] == 0 && i+n < len(words) || v.rolesOf(phrase) == nil || !compound && isCompound(phrase) {
				continue
			}
			if best[i] == 0 || best[i+n]+1 < best[i] {
				best[i], step[i] = best[i+n]+1, n
			}
		}
	}
	if best[0] < 2 || best[0] > maxColumns {
		return nil
	}
	var headers []string
	for i := 0; i < len(words); i += step[i] {
		headers = append(headers, strings.Join(words[i:i+step[i]], " "))
	}
	return headers
}

// isCompound reports whether a header begins with another header: with that of a code.
func isCompound(header string) bool {
	header = normalize(header)
	for _, prefix := range []string{"error code ", "status code ", "code "} {
		if strings.HasPrefix(header, prefix) {
			return true
		}
	}
	return false
}

// isWord reports whether the cells of a column are single words of a fixed form: those of a key, or yes and no.
func isWord(roles []role) bool { return isKey(roles) || len(roles) > 0 && roles[0] == roleRetry }

// isKey reports whether the most likely of a column's roles is status, code or number, so that its cells are single words
// of a fixed form.
func isKey(roles []role) bool {
	return len(roles) > 0 && (roles[0] == roleStatus || roles[0] == roleCode || roles[0] == roleValue)
}
